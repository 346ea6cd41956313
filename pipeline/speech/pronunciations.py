"""How words are said that engines misread, by language: what a lexicon starts from. Pure data.

Letters with blanks are spelled out; a respelled word is made of syllables that a German reads rightly. Each was
needed: eSpeak says "EPUB" as "Ehpuhp", "Feedback" as "Fehdback", and "EU" in a cell of its own as "Öh".
"""

from __future__ import annotations

from pipeline.speech.wordlists import pairs

_SPELLED_DE = """
    EU USA UK UN KI IT ID ARD IHK HWK AG UG KG FAQ URL ISBN ISSN API SEO CEO USB WCAG BITV BFSG KPI UI UX AI HR PR TV
    IP OB OECD VHS BIP ÖRK ÖPNV AGB AOK GEZ BIC SIM NGO WHO EZB EKD ADAC AfD FDP KfW OZG LED MDR RBB
"""

_GERMAN = {name: " ".join(name) for name in _SPELLED_DE.split()} | pairs("""
    KPIs: K P Is | FAQs: F A Qs | URLs: U R Ls | APIs: A P Is | OBs: O Bs | NGOs: N G Os | Q&A: Q und A
    Q&As: Q und As | W3C: W 3 C | EPUB: Ih-Papp | EPUBs: Ih-Papps | JPEG: Jott-Peg | JSON: Dschejsen | B2B: B zu B
    B2C: B zu C | C++: C plus plus | C#: C Scharp | CO2: C O 2 | CO₂: C O 2 | H2O: H 2 O
    H₂O: H 2 O | kWp: Kilowatt Piek | Social Media: Sohschl Miedia
    Social: Sohschl | Feedback: Fiedbäck | Hashtag: Häschtäg | Hashtags: Häschtägs | TikTok: Tick-Tock
    YouTube: Juhtjuhb | Facebook: Feesbuck | LinkedIn: Linkt-In | WhatsApp: Wotts-Äpp | Xing: Ksing
    Threads: Threds | Livestream: Leifstriem | Livestreams: Leifstriems | Podcast: Podkahst | Podcasts: Podkahsts
    Chatbot: Tschättbott | Chatbots: Tschättbotts | App: Äpp | Apps: Äpps | Likes: Laiks | Reel: Riel
    Reels: Riels | Tweet: Twiet | Tweets: Twiets | Storytelling: Storri-Telling | Hotline: Hottlain | Cookie: Kucki
    Cookies: Kuckis | Meme: Miem | Memes: Miems | Selfie: Sellfi | Selfies: Sellfis
    Employer Branding: Emplojer Bränding | Corporate: Korporett | Streaming: Strieming | liken: laiken
    Influencer: Influenser | Influencerin: Influenserin
""")

_ENGLISH = pairs("""
    FAQ: F A Q | FAQs: F A Qs | EPUB: E Pub | KPIs: K P Is | Q&A: Q and A | WCAG: W C A G | C++: C plus plus
    C#: C sharp | CO2: C O 2 | CO₂: C O 2 | H2O: H 2 O | H₂O: H 2 O
""")

DEFAULTS = {"de": _GERMAN, "en": _ENGLISH}
"""What a lexicon starts from, by primary language subtag."""
