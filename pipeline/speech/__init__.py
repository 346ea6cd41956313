"""What is said, and the voices that say it. Imports nothing: the worker of eSpeak NG starts through here."""
