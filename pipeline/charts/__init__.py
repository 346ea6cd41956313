"""Charts that describe themselves. A Chart comes in; a picture, a table and sentences go out. Pure.

Everything said and drawn is computed from the same data: draw gives the picture, describe all the words.
"""
