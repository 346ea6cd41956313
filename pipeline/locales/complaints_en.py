"""English, for what is wrong with published feeds. Pure data."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.locales.message import Message

ENGLISH: Mapping[str, Message] = {
    # ------------------------------------------------------------------ the file
    "feed-too-large": Message(
        "The feed has {count} bytes; apps give up long before.",
        "Publish fewer episodes in it: {most} bytes are read at most.",
    ),
    "feed-not-utf8": Message(
        "The feed isn't in UTF-8 (byte {number}).", "Publish the file as it was built; a server mustn't convert it."
    ),
    "feed-not-xml": Message(
        "The feed is no XML: {problem}.", "See in a browser what the address gives: often it is a page that says why."
    ),
    "feed-with-doctype": Message("The feed has a document type, which apps refuse.", "Take <!DOCTYPE …> out of it."),
    "feed-not-rss": Message("The feed is XML, but no RSS 2.0: “{text}”.", "Give the address of feed.xml."),
    "too-many-episodes": Message(
        "The feed has {count} episodes; apps give up long before.", "Publish fewer in it: {most} are read at most."
    ),
    "no-channel": Message("The feed has no channel.", "Publish the file as it was built."),
    "no-episodes": Message("The feed has no episode.", "Apps show a podcast from its first episode on."),
    # ------------------------------------------------------------------ words, values, addresses
    "missing-element": Message("There is no “{element}”, or nothing in it.", "Directories or apps want it: add it."),
    "missing-attribute": Message("“{element}” has no “{name}”.", "Apps can do nothing with it without: add it."),
    "repeated-element": Message("“{element}” stands here {count} times.", "Leave one of them: apps take any."),
    "unknown-value": Message("“{element}” can't be “{text}”.", "Known are: {known}."),
    "long-description": Message(
        "The description has {count} bytes; directories show {most}.",
        "Shorten it; what belongs to an episode fits into its show notes.",
    ),
    "long-text": Message("“{element}” has {count} characters; apps show {most}.", "Shorten it."),
    "empty-person": Message("A person has no name.", "Name the person, or the role, or take the element out."),
    "control-character": Message(
        "“{element}” holds {text}, a character that can't be shown.", "Take it out where the text comes from."
    ),
    "relative-address": Message(
        "The address “{text}” in “{element}” isn't whole.",
        "Write it with https:// and a host: apps don't know from where it is meant.",
    ),
    "address-scheme": Message(
        "The address “{text}” in “{element}” doesn't begin with http:// or https://.",
        "Publish the file where apps can fetch it.",
    ),
    "address-characters": Message(
        "The address “{text}” in “{element}” holds characters that some apps can't ask for.",
        "Write them with percent signs (RFC 3986), a host's with xn--.",
    ),
    "bad-date": Message(
        "“{element}” is no date that apps read: “{text}”.", "Write it as in Sun, 22 Nov 2026 12:00:00 +0000 (RFC 2822)."
    ),
    "bad-language": Message(
        "“{element}” says the language “{text}”, which there isn't.",
        "Use a tag of BCP 47 such as de, en or de-AT: screen readers choose the voice by it.",
    ),
    # ------------------------------------------------------------------ the channel
    "self-elsewhere": Message(
        "The feed says that it is at “{text}”, but it came from “{other}”.",
        "Build it with the address where it is published, or subscribers move away.",
    ),
    "unknown-category": Message(
        "Directories don't know the category “{text}”.", "Known are: {known}.", "Perhaps “{near}” was meant."
    ),
    "bad-podcast-guid": Message(
        "“{text}” is no guid of a podcast.", "It is a UUID such as 917393e3-1b1e-5cef-ace4-edaa54e1f810."
    ),
    "artwork-name": Message(
        "The artwork “{text}” isn't called .jpg or .png.", "Directories take JPEG and PNG and tell them by the name."
    ),
    "artwork-not-square": Message(
        "The artwork has the ratio {text} instead of 1/1.", "Make it a square: directories take nothing else."
    ),
    "no-artwork-alt": Message(
        "The artwork has no alternative text.", "Say in the alt of podcast:image what is to be seen."
    ),
    "no-disclosure": Message(
        "Nothing says whether the voice is synthetic.", "Say it in a podcast:txt with the purpose ai-content."
    ),
    "locked-without-owner": Message(
        "The podcast is locked, but nobody is named who could unlock it.",
        "Give podcast:locked an owner with an address of mail.",
    ),
    "bad-mail": Message(
        "“{element}” has no address of mail: “{text}”.", "Directories write there to see whose podcast it is."
    ),
    # ------------------------------------------------------------------ episodes
    "same-guid": Message(
        "The guid “{text}” is that of “{other}” as well.",
        "Give each episode its own, and never change it: apps show one of the two.",
    ),
    "guid-not-address": Message(
        "The guid “{text}” says that it is an address, but it is none.",
        'Add isPermaLink="false": without it apps open the guid as a page.',
    ),
    "same-moment": Message(
        "The episode came out at {text}, just like “{other}”.", "Let them be a minute apart: apps order episodes by it."
    ),
    "not-newest-first": Message(
        "The episode is newer than “{other}”, which stands before it.",
        "Put the newest first: some apps number episodes by their place.",
    ),
    "enclosure-length": Message(
        "The length of the sound is “{text}”.",
        "Give the file's size in bytes: apps show it and tell by it what is missing.",
    ),
    "enclosure-type": Message("The type of the sound is “{text}”.", "Directories expect: {known}."),
    "alternate-source": Message("An alternate enclosure names no source.", "Say in a podcast:source where it is."),
    "bad-duration": Message("The duration is “{text}”.", "Give it in whole seconds."),
    "bad-number": Message("“{element}” is “{text}”.", "Give a whole number from 1 on."),
    "same-number": Message(
        "The episode has the number {text}, just like “{other}”.", "Give each episode of a season its own."
    ),
    # ------------------------------------------------------------------ chapters
    "no-chapters-file": Message(
        "The episode has no file of chapters.",
        "Name one in podcast:chapters: listeners who don't see find their place by it.",
    ),
    "chapters-type": Message("The type of the chapters is “{text}”.", "Write {known}."),
    "no-simple-chapters": Message(
        "The episode has no chapters within the feed.", "Add psc:chapters: many apps read nothing else."
    ),
    "chapter-time": Message(
        "The chapter “{title}” begins at “{text}”, which is no time.", "Write it as in 00:01:23.456."
    ),
    "chapters-late": Message(
        "The first chapter begins at {text}.", "Let it begin at 00:00:00, or apps make up one before it."
    ),
    "chapter-order": Message(
        "The chapter “{title}” doesn't begin after “{other}” before it.", "Put chapters in the order of their times."
    ),
    "chapter-untitled": Message(
        "The chapter at {text} has no title.", "Give it one: a screen reader has nothing else to say."
    ),
    "chapter-beyond": Message(
        "The chapter “{title}” begins at {text}, after the end of the episode.", "Publish feed and sound of one build."
    ),
    "few-timestamps": Message(
        "The description has {count} times for {number} chapters.",
        "Begin a line each with time and title: from {fewest} on, apps make chapters of them.",
    ),
    "timestamps-late": Message(
        "The first time in the description is {text}.", "Let it be 00:00:00, or apps make no chapters of them."
    ),
    "stray-timestamp": Message(
        "The description has “{text}”, and no chapter is like that.", "Write title and time as the chapters have them."
    ),
    "chapters-not-json": Message("The file of chapters is no JSON.", "Publish the file as it was built."),
    "chapters-form": Message(
        "The file of chapters is JSON, but no jsonChapters.",
        "It has a version and chapters, each with its startTime in seconds.",
    ),
    "chapters-differ": Message(
        "The file of chapters has “{text}” where the feed has “{other}”.", "Publish both of one build."
    ),
    # ------------------------------------------------------------------ transcripts
    "no-webvtt": Message(
        "The episode has no transcript in WebVTT.", "Add one: most apps show no other, and who doesn't hear needs it."
    ),
    "transcript-type": Message("The type of a transcript is “{text}”.", "Known are: {known}."),
    "transcript-language": Message(
        "The transcript “{text}” tells no language.", "Add it: screen readers and braille displays choose by it."
    ),
    "webvtt-form": Message(
        "The transcript is no WebVTT from line {number} on: “{text}”.", "Publish the file as it was built."
    ),
    "webvtt-empty": Message("The transcript says nothing.", "Publish the file as it was built."),
    "webvtt-order": Message("In the transcript {text} comes after {other}.", "Put it in the order of its times."),
    "webvtt-end": Message(
        "The transcript ends at {text} seconds, the episode at {other}.",
        "Publish feed, sound and transcripts of one build.",
    ),
    # ------------------------------------------------------------------ artwork
    "artwork-unreadable": Message("The artwork is no image that can be read.", "Publish a JPEG or PNG."),
    "artwork-form": Message("The artwork is a {text}.", "Publish a JPEG or PNG."),
    "artwork-size": Message(
        "The artwork has {width} by {height} pixels.", "Directories want a square of {least} to {most} pixels."
    ),
    "artwork-colours": Message(
        "The artwork has the colours {mode} instead of RGB.",
        "Save it as RGB, without transparency: some apps show others wrong or not at all.",
    ),
}
