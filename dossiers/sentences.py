"""Prose cut into sentences: each ends with its mark, a line always ends one."""

import re

SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]?")


def spans(line):
    """Pairs of where a sentence starts and the sentence, its mark included."""
    return ((match.start(), match[0]) for match in SENTENCE.finditer(line) if match[0])


def of(text):
    """The sentences of every line in order, without white space around them."""
    return tuple(
        sentence.strip()
        for line in text.splitlines()
        for _start, sentence in spans(line)
        if sentence.strip()
    )
