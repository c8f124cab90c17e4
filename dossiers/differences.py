"""What two texts do not share: by paragraph, and inside one by character. Pure."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
ALIKE = 0.3  # below it two paragraphs are told as one gone and one new
SHORT = 2  # characters; what is shared between two changes and no longer is noise


@dataclass(frozen=True)
class Run:
    """Characters both texts have (`same`), only the new (`added`) or only the old."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """A paragraph as it went over: `kind` same, added, removed or changed."""

    kind: str
    runs: tuple


def of(old, new):
    """The lines of two texts with what was taken out and put in, in the order of both."""
    before, after = old.splitlines(), new.splitlines()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            found += [Line(SAME, (Run(SAME, line),)) for line in before[i1:i2]]
        else:
            for gone, come in zip_longest(before[i1:i2], after[j1:j2]):
                found += _between(gone, come)
    return tuple(found)


def changed(lines):
    """The lines that differ."""
    return tuple(line for line in lines if line.kind != SAME)


def runs(old, new):
    """Two paragraphs as runs of characters."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            found.append(Run(SAME, old[i1:i2]))
            continue
        if i2 > i1:
            found.append(Run(REMOVED, old[i1:i2]))
        if j2 > j1:
            found.append(Run(ADDED, new[j1:j2]))
    return _calm(found)


def _between(gone, come):
    if gone is None:
        return [Line(ADDED, (Run(ADDED, come),))]
    if come is None:
        return [Line(REMOVED, (Run(REMOVED, gone),))]
    if SequenceMatcher(None, gone, come, autojunk=False).ratio() < ALIKE:
        return [*_between(gone, None), *_between(None, come)]
    return [Line(CHANGED, runs(gone, come))]


def _calm(found):
    """Join changes with next to nothing between them: one is read, not three."""
    calm, gone, come, pending = [], "", "", ""

    def flush():
        if gone:
            calm.append(Run(REMOVED, gone))
        if come:
            calm.append(Run(ADDED, come))
        if pending:
            calm.append(Run(SAME, pending))

    for run in found:
        if run.kind == SAME and (len(run.text) >= SHORT or not (gone or come)):
            flush()
            calm.append(run)
            gone = come = pending = ""
        elif run.kind == SAME:
            pending += run.text
        else:
            gone += pending + (run.text if run.kind == REMOVED else "")
            come += pending + (run.text if run.kind == ADDED else "")
            pending = ""
    flush()
    return tuple(calm)
