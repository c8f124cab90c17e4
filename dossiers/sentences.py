"""Prose cut into sentences: each ends with its mark, a line always ends one."""

import re

MARKS = "。！？!?"


def spans(line, marks=MARKS):
    """Pairs of where a sentence starts and the sentence, its mark included."""
    found = re.finditer(f"[^{marks}]*[{marks}]?", line)
    return ((match.start(), match[0]) for match in found if match[0])


def of(text):
    """The sentences of every line in order, without white space around them."""
    return tuple(
        sentence.strip()
        for line in text.splitlines()
        for _start, sentence in spans(line)
        if sentence.strip()
    )
