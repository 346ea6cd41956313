"""What is said of findings in English, a line a code. Pure data; see messages.py."""

from __future__ import annotations

from pipeline.locales.message import Message

_YAML = "Often a bracket, a quotation mark or the blank after a colon is missing."
_QUOTES = 'If it is a word, put it in quotation marks: "{text}".'

ENGLISH: dict[str, Message] = {
    # ------------------------------------------------------------------ files
    "no-folder": Message("There is no such folder.", "Name the folder that holds book.yaml and the sections."),
    "no-book-file": Message("The manuscript has no book.yaml.", "It names at least title, language, creator and date."),
    "empty-manuscript": Message(
        "The manuscript has no section.", "Each section is a file in this folder whose name ends in .md."
    ),
    "not-a-file": Message(
        "This has the name of a section but is no file.",
        "Give a folder a name without .md; a link has to lead to a file.",
    ),
    "unreadable": Message("The file can't be opened ({problem}).", "Often the permission to read it is missing."),
    "not-utf-8": Message("The byte {byte} isn't UTF-8.", "Save the file with the encoding UTF-8."),
    "control-character": Message(
        "The invisible control character {text} stands here.", "It is best to delete the word and type it again."
    ),
    "nested-too-deep": Message(
        "The text is nested too deep here.",
        "Nobody can follow more than a few levels by ear: put fewer lists and quotes in each other.",
    ),
    # ------------------------------------------------------------------ YAML
    "yaml-syntax": Message("From here on this isn't YAML: {problem}.", _YAML),
    "yaml-nested": Message("This YAML is nested too deep.", "Two levels are enough for all that can stand here."),
    "yaml-alias": Message(
        "A reference with an asterisk isn't allowed here.",
        "Write the value out; put a text that begins with an asterisk in quotation marks.",
    ),
    "yaml-not-a-mapping": Message("Lines like “key: value” are expected here.", "A blank follows the colon."),
    "yaml-key": Message("A key has to be a single word or text.", _YAML),
    "yaml-boolean": Message("“{text}” means true or false in YAML.", _QUOTES),
    "yaml-clock": Message("“{text}” is a number to base 60 in YAML.", _QUOTES),
    "yaml-duplicate-key": Message("The key “{key}” stands here twice.", "Take one of the two away."),
    "missing-key": Message("The entry “{key}” is missing.", "One line will do: {key}: …"),
    "unknown-key": Message(
        "The key “{text}” is unknown.", "The known ones are: {known}.", "Perhaps “{near}” was meant."
    ),
    "unknown-value": Message("“{text}” is no value for “{key}”.", "There are: {known}.", "Perhaps “{near}” was meant."),
    "empty-value": Message("“{key}” is empty.", "Give it a value or take the entry away."),
    "wanted-text": Message("“{key}” needs a text.", "The text stands in one line after the colon."),
    "wanted-number": Message(
        "“{text}” is no number for “{key}”.",
        "A number has digits and a point before its decimals (12.5) and no unit beside it; in charts, unit names it.",
    ),
    "wanted-boolean": Message("“{key}” needs true or false.", "Write {key}: true, or take the line away."),
    "wanted-date": Message("“{text}” is no date.", "A date looks like 2026-01-31."),
    "wanted-list": Message("“{key}” needs a text or a list of texts.", "A list: [one, two]"),
    "wanted-mapping": Message(
        "“{key}” needs lines like “name: value”.",
        "They stand indented under the key or in braces: {{yes please: 70, others: 30}}",
    ),
    "unknown-language": Message("“{text}” is no language tag.", "Language tags are for example de, en or de-CH."),
    "bad-identifier": Message(
        "“{text}” is no UUID.",
        "After urn:uuid: there are 32 signs out of 0–9 and a–f in groups of 8-4-4-4-12; without the entry "
        "vorlesen makes an identifier itself.",
    ),
    "bad-year": Message("The year in “{text}” is too long ago.", "It has four digits and doesn't begin with 0."),
    "bad-slug": Message("“{text}” can't be a file's name.", "Use small letters from a to z, digits and hyphens."),
    "numbered-slug": Message("“{text}” is a name like those of the sections' files.", "Begin it with a letter."),
    "cover-without-alt": Message(
        "The cover has no alternative text.", "Say under cover_alt in one sentence what is to be seen on it."
    ),
    "claim-without-certifier": Message(
        "It isn't said who certifies the accessibility.", "With conforms_to goes certified_by."
    ),
    "certifier-without-claim": Message(
        "“{key}” is there, but no claim that was certified.", "With “{key}” goes conforms_to."
    ),
    "outside-range": Message("{text} is no value for “{key}”.", "There are numbers from {least} to {most}."),
    "bitrate-of-rate": Message("MP3 at {rate} Hz has no bit rate of {text} kbit/s.", "Here bitrate can be: {known}."),
    "piper-without-voice": Message(
        "Piper has no voice.", "piper_voice names the path of an .onnx file, from the manuscript's folder."
    ),
    "speed-of-gtts": Message("gTTS can't speak at speed {text}.", "Take speed away, or make engine espeak."),
    "unknown-speaker": Message(
        "Nobody in the book speaks who is called “{text}”.",
        "Those who speak: {known}. These are the names after voice: in the front matter of the sections.",
        "Perhaps “{near}” was meant.",
    ),
    "unknown-voice": Message(
        "“{text}” is no voice of {engine}.",
        "The command vorlesen voices --engine {engine} lists those there are.",
        "Perhaps “{near}” was meant.",
    ),
    # ------------------------------------------------------------------ sections
    "front-matter-open": Message(
        "The section's front matter has no end.", "Put a line of nothing but --- after its entries."
    ),
    "no-title": Message("The section has no title.", "Write title: … in the front matter, between two lines of ---."),
    "title-empty": Message(
        "Nothing of “{text}” is to be seen in the book.", "Give the title words or take the entry away."
    ),
    "note-in-title": Message(
        "There is a note in “{text}”.", "Titles and sources have no notes; put the note into the text below."
    ),
    "empty-section": Message("The section is empty.", "Give it text or take the file away."),
    "bad-id": Message(
        "“{text}” can't name a link's target.", "Begin with a letter; after it letters, digits, - and _ are allowed."
    ),
    "duplicate-id": Message("There is a link target “{id}” already.", "Use each name only once in the book."),
    "reserved-id": Message(
        "Names like “{id}” are kept for the section “{section}”.", "Begin the name with another word."
    ),
    "id-clash": Message(
        "This place and {other} would both be called “{id}” in the book.",
        "{{#…}} gives a heading a name of its own, id: … in the front matter one to a section.",
    ),
    "duplicate-section-id": Message(
        "Two sections are called “{id}”.",
        "The name comes from the file's name without its number; id: … in the front matter gives another.",
    ),
    # ------------------------------------------------------------------ headings and text
    "heading-level-one": Message(
        "“{text}” is as large as the section's title.", "Begin headings in the text with two hashes: ##"
    ),
    "heading-jump": Message(
        "“{text}” is on level {level}; the deepest possible here is level {wanted}.",
        "Begin a heading of level {wanted} with {wanted} hashes.",
    ),
    "heading-empty": Message("The heading is empty.", "Give it words or take the line away."),
    "heading-repeated": Message(
        "There is a heading “{text}” here already.", "In the table of contents nobody could tell them apart."
    ),
    "raw-html": Message("HTML such as {text} isn't taken over.", "Use Markdown: **strong**, *stressed*."),
    "unclosed-fence": Message("The block has no end.", "End it with a line of the same signs as its first."),
    "unknown-attribute": Message(
        "“{text}” in braces means nothing here.",
        "These mean something: #name and lang=…, with some blocks .question, .hashtags, .faq, .decorative, "
        "heads=…, start=… and item=… too.",
    ),
    "attributes-in-text": Message(
        "“{text}” stands in the text, where it has no effect.", "Put attributes on a line of their own below."
    ),
    "attributes-of-nothing": Message(
        "There is no block before these attributes.", "Put them on the line right below their block."
    ),
    "term-without-definition": Message(
        "A term or its definition is missing here.",
        "The term stands on one line, its definition on the next after a colon and three blanks.",
    ),
    # ------------------------------------------------------------------ links and notes
    "dead-link": Message(
        "The link “{text}” leads nowhere.",
        "Link to a file (03-name.md), a heading (#words-of-the-heading) or a name of your own; addresses on "
        "the web begin with https://.",
        "Perhaps “{near}” was meant.",
    ),
    "unresolved-link": Message(
        "“{text}” has no target.",
        "Put the target in parentheses, without blanks, or at the end of the file as [name]: target. If it is "
        "no link, put \\ before the first bracket.",
    ),
    "unsafe-link": Message("A book can't link to “{text}”.", "It can link to https:, http:, mailto: and tel:."),
    "bad-address": Message(
        "“{text}” is no address.",
        "Addresses look like this: https://example.org/page, mailto:name@example.org, tel:+49301234.",
    ),
    "link-in-link": Message(
        "There is another link in the text of the link to “{text}”.",
        "Put a note or a second link after the first, not into its brackets.",
    ),
    "empty-link": Message("The link to “{text}” has no text.", "Put words into its brackets."),
    "link-text-vague": Message(
        "The link text “{text}” doesn't say where the link leads.",
        "Who listens to a list of all links hears nothing else: name the target.",
    ),
    "link-text-address": Message(
        "The address “{text}” is too long to be read aloud.", "Turn it into a link with [words](…) before it."
    ),
    "note-undefined": Message("The note “{text}” has no text.", "Write it on a line: [^{text}]: …"),
    "note-uncited": Message(
        "Nothing refers to the note “{text}”.", "Put [^{text}] into the text or take the note away."
    ),
    "note-repeated": Message("There are two notes “{text}”.", "Give each a name of its own."),
    "note-empty": Message("The note “{text}” is empty.", "Put its text after the colon."),
    # ------------------------------------------------------------------ podcast
    "no-feed-address": Message(
        "Nobody knows yet where the podcast will be.",
        "Say it in book.yaml: feed: {{url: https://example.org/podcast/}}; vorlesen serve needs no address.",
    ),
    "bad-feed-address": Message(
        "“{text}” is no address that all podcast apps take.",
        "It begins with https:// and has only ASCII, without ? and #: https://example.org/podcast/",
    ),
    "bad-moment": Message(
        "“{text}” is no date, with or without a time.", "For example 2026-01-31, or 2026-01-31 18:00+01:00."
    ),
    "bad-rhythm": Message("“{text}” is no rhythm.", "For example 7 days, 1 week, 12 hours."),
    "bad-mail": Message("“{text}” is no address of mail.", "For example podcast@example.org."),
    "no-category": Message(
        "The podcast has no category.", "Directories refuse it without one: feed: {{categories: Education}}"
    ),
    "unknown-category": Message(
        "Podcast directories know no category “{text}”.",
        "The main ones are: {known}. One below another is written Main > Below.",
        "Perhaps “{near}” was meant.",
    ),
    "long-description": Message(
        "With the sentence on the voices, the description has {count} bytes; podcast directories take {most}.",
        "Shorten it, or let the first section say the rest.",
    ),
    "artwork-type": Message("The artwork “{source}” is no JPEG or PNG.", "Podcast directories take no other."),
    "artwork-size": Message(
        "The artwork “{source}” has {width} by {height} pixels.",
        "Podcast directories want a square of 1400 to 3000 pixels.",
    ),
    "artwork-colours": Message(
        "The artwork “{source}” has the colours {mode} instead of RGB.",
        "Save it as RGB, without transparency: some apps show others wrong or not at all.",
    ),
    "same-moment": Message(
        "This section comes out at {text}, just like “{other}”.",
        "Give one of the two another published: apps order episodes by it.",
    ),
    "bad-guid": Message(
        "“{text}” is no guid of a podcast.",
        "It is a UUID such as 917393e3-1b1e-5cef-ace4-edaa54e1f810; restore the file as it was.",
    ),
    "duplicate-episode": Message(
        "Two episodes have the {key} “{text}”.", "Restore the file as it was, or take the newer of the two away."
    ),
    # ------------------------------------------------------------------ images
    "missing-image": Message(
        "There is no image “{source}”.",
        "The path begins in the manuscript's folder, for example images/house.png.",
        "The same folder holds “{near}”: capitals count.",
    ),
    "image-outside": Message(
        "The image “{source}” isn't in the manuscript's folder.", "Put a copy into the folder images."
    ),
    "remote-image": Message(
        "The image “{source}” is no file of the manuscript.",
        "A book has to be whole without a network: put the image as a file into the folder images.",
    ),
    "unreadable-image": Message(
        "The image “{source}” can't be read.", "It is damaged or no PNG, JPEG, GIF, WebP or SVG."
    ),
    "image-type": Message(
        "The image “{source}” has a format that readers don't know.", "Use PNG, JPEG, GIF, WebP or SVG."
    ),
    "unsafe-svg": Message(
        "The image “{source}” holds what a book mustn't run or load: {text}.",
        "Saving it as plain SVG often takes that away.",
    ),
    "image-without-alt": Message(
        "The image “{source}” has no alternative text.",
        "Say in the brackets what is to be seen; mark mere decoration with {{.decorative}}.",
    ),
    "alt-is-file-name": Message(
        "The alternative text “{text}” is the name of a file.", "Say what is to be seen in the image."
    ),
    "alt-opening": Message(
        "The alternative text begins with “{text}”.",
        "A screen reader itself says that an image follows: leave the words out.",
    ),
    "alt-long": Message(
        "The alternative text has {length} characters; nobody can hear more than {limit} at a stretch.",
        "Put what is longer into the text beside the image.",
    ),
    "alt-is-caption": Message(
        "The alternative text “{text}” repeats the caption.",
        "Let it say what is to be seen, and the caption why it is there.",
    ),
    "decorative-with-caption": Message(
        "The image is marked as decoration and yet has the caption “{caption}”.", "Take the caption or the mark away."
    ),
    "image-animated": Message(
        "The image “{source}” moves.", "Flashing images can cause seizures: take a single frame of it."
    ),
    # ------------------------------------------------------------------ tables
    "table-without-head": Message(
        "The table has no head.", "Name the columns in its first row and put |---|---| below."
    ),
    "table-head-empty": Message(
        "Column {column} of the table has no name.", "Only the cell above the first column may be empty."
    ),
    "table-without-caption": Message("The table has no caption.", "Put a paragraph before it: Table: …"),
    "table-without-rows": Message("The table has only a head.", "Give it at least one row."),
    "ragged-row": Message(
        "The number of cells in this row is {cells} instead of {columns}.",
        "Write an empty cell as | | and a bar in the text as \\|.",
    ),
    "caption-without-table": Message("There is no table to this caption.", "Nothing else may stand between the two."),
    # ------------------------------------------------------------------ charts
    "chart-without-data": Message("The chart has no values.", "They stand under data: {{yes please: 70, others: 30}}"),
    "chart-categories": Message(
        "The chart's values don't fit together.",
        "Give each name one value, or name the categories under categories and give each name a list.",
    ),
    "chart-length": Message(
        "The number of values for “{label}” is {values} instead of {categories}.",
        "Write an unknown value as ~ in the list.",
    ),
    "number-out-of-range": Message(
        "The number {text} is too large or too exact to be shown.", "Take a larger unit or fewer digits."
    ),
    "thousands-point": Message(
        "{text} may mean a thousand or one point zero.",
        "Write thousands without a point (1000) and decimals without zeros at the end (1.5).",
    ),
    "chart-series": Message(
        "A circle shows one series of values, here are {count}.", "Several series are shown by type: stacked."
    ),
    "chart-negative": Message(
        "{value} can't be shown as a part of a whole.", "Values below zero are shown by type: bar."
    ),
    "chart-unknown-share": Message(
        "The share “{label}” is unknown, and so is the whole.", "Unknown values are left open by type: bar."
    ),
    "chart-sum": Message(
        "The shares add up to {total} instead of 100 percent.", "A value is wrong, or one is missing, such as “others”."
    ),
    "chart-sum-zero": Message("All shares are zero.", "A circle needs a value above zero."),
    "chart-alt-number": Message(
        "The alternative text names {number}, the data don't.",
        "Without alt the text is computed from the data and is always true.",
    ),
}
