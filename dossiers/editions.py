"""定稿: issuing a summary, and reading again what was issued.

Issuing freezes words, numbers with their record ids, reasons and files. There is no
verb that changes an edition; a later one supersedes it.
"""

import hashlib
from dataclasses import dataclass
from importlib.metadata import version

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy

from campaigns import storage
from campaigns.refusals import Refused, refuse
from dossiers import differences, filing, letters, readiness, snapshots, variants
from dossiers.exports import text as plain
from dossiers.exports.formats import FORMATS
from dossiers.models import Edition, EditionFile, Summary
from dossiers.stationery import rendering, words

RULES = "2014.1"  # of figures and checks; raise it when one of them tells otherwise
LAYOUT = "GB/T 9704-2012 · 2"  # of the files; raise it when their bytes change
ALGORITHM = "sha256"
REPORTED = ("docx", "pdf")  # the formats of the report that goes up
TOOLS = ("python-docx", "docxtpl", "jinja2", "lxml", "typst")
CHANGED = gettext_lazy("The draft has changed since you read it. Read it again.")


@dataclass(frozen=True)
class FigureChange:
    """A figure two editions tell differently; "" where one of them does not tell it."""

    label: str
    old: str
    new: str
    added: int
    gone: int


@dataclass(frozen=True)
class Difference:
    """From an older to a newer telling: paragraphs that differ, figures that do."""

    lines: tuple
    figures: tuple

    def __bool__(self):
        return bool(self.lines or self.figures)


def issue(summary, *, by, fingerprint):
    """Freeze the draft as read (`Draft.fingerprint`) as the next edition.

    Files are rendered and stored before the rows that name them, outside the
    transaction; inside it everything is asked once more.
    """
    draft = _as_read(summary, by, fingerprint)
    quoted, report = _quoted(draft), _report(summary)
    files = _files(draft, report)
    with transaction.atomic():
        locked = Summary.objects.select_for_update().get(pk=summary.pk)
        draft = _as_read(locked, by, fingerprint)
        if (_quoted(draft), _report(locked)) != (quoted, report):
            raise Refused(CHANGED)
        edition = Edition.objects.create(
            summary=locked, number=_next(locked), issued_by=by, **_frozen(draft)
        )
        for file in files:
            EditionFile.objects.create(edition=edition, **file)
        # A court without a fonds number issues all the same; the edition waits then.
        if not filing.why_not_file_edition(edition, by=by):
            filing.file_edition(edition, by=by)
    return edition


def _next(summary):
    last = summary.editions.order_by("-number").first()
    return last.number + 1 if last else 1


def document_of(edition):
    """The edition's words as a tree of blocks."""
    return snapshots.document_of(edition.document)


def previous(edition):
    """The edition this one supersedes, or None."""
    return edition.summary.editions.filter(number=edition.number - 1).first()


def is_intact(file):
    """Does the stored file still have the digest it was issued with?"""
    return _holds(file.file.name, file.algorithm, file.digest)


def difference(older, newer):
    """From one edition to a later one."""
    return _difference(older.text, newer.text, older.facts, newer.facts)


def difference_to_draft(edition, draft):
    """From an edition to the draft as it stands now."""
    now = _quoted(draft)
    return _difference(edition.text, plain.render(draft.document), edition.facts, now)


def _difference(old_text, new_text, old_facts, new_facts):
    texts = (_without_indents(text) for text in (old_text, new_text))
    lines = differences.changed(differences.of(*texts))
    keys = dict.fromkeys([*old_facts, *new_facts])
    pairs = ((old_facts.get(key), new_facts.get(key)) for key in keys)
    return Difference(lines, tuple(filter(None, (_figure(*pair) for pair in pairs))))


def _without_indents(text):
    return "\n".join(line.strip() for line in text.splitlines())


def _figure(old, new):
    """One figure from old to new, or None where nothing differs."""
    then, now = set((old or {}).get("records", ())), set((new or {}).get("records", ()))
    texts = (old or {}).get("text", ""), (new or {}).get("text", "")
    if texts[0] == texts[1] and then == now:
        return None
    label = (new or old)["label"]
    return FigureChange(label, *texts, len(now - then), len(then - now))


def _as_read(summary, by, fingerprint):
    draft = readiness.read(summary)
    refuse(readiness.why_not_issue(draft, by=by))
    if draft.fingerprint != fingerprint:
        raise Refused(CHANGED)
    return draft


def _frozen(draft):
    """Everything of the draft an edition keeps, as plain data."""
    summary = draft.summary
    return {
        "title": draft.document.title,
        "as_of": summary.as_of,
        "document": snapshots.of_document(draft.document),
        "text": plain.render(draft.document),
        "facts": _quoted(draft),
        "passes": [_pass(section) for section in draft.sections],
        "waivers": [_waiver(waiver) for waiver in draft.waived],
        "versions": _versions(summary),
    }


def _quoted(draft):
    """What the words quote, and what the Word template quotes beside them."""
    template = draft.summary.template
    beside = words.quoted(template.figures, draft.facts) if template else {}
    told = {key: snapshots.of_fact(fact) for key, fact in beside.items()}
    return snapshots.quoted(draft.document, draft.facts) | told


def _pass(section):
    return {
        "section": section.pk,
        "heading": section.heading or section.body[:20],
        "revision": section.revision,
        "written_by": section.changed_by.name if section.changed_by else "",
        "passed_by": section.passed_by.name,
        "passed_at": section.passed_at.isoformat(),
    }


def _waiver(waiver):
    return {
        "code": waiver.code,
        "excerpt": waiver.excerpt,
        "message": waiver.message,
        "reason": waiver.reason,
        "waived_by": waiver.waived_by.name,
        "waived_at": waiver.waived_at.isoformat(),
    }


def _versions(summary):
    standard = summary.campaign.standard
    own = {"rules": RULES, "layout": LAYOUT}
    own["standard"] = f"{standard.name} {standard.version}" if standard else ""
    if template := summary.template:
        own["template"] = f"{template.template.name} · {template.number}"
        own["template_digest"] = f"{template.algorithm}:{template.digest}"
    return own | {name: version(name) for name in TOOLS}


def _files(draft, report):
    """Render and store every format; returns what the rows of the files say."""
    files = [_store(_rendered(draft, chosen), chosen) for chosen in FORMATS.values()]
    return files + [_store_report(report, FORMATS[each]) for each in REPORTED if report]


def _rendered(draft, chosen):
    return rendering.file_of(draft.summary, draft.document, draft.facts, chosen)


def _report(summary):
    """The report that is frozen too: where its letter lacks nothing, else None."""
    letter = letters.of(summary)
    is_whole = letter.pk and not letters.missing(letter)
    return variants.report(summary) if is_whole else None


def _store_report(report, chosen):
    return _store(chosen.render(report), chosen) | {"variant": "report"}


def _store(content, chosen):
    """Keep one rendered format by its content; returns what its row says."""
    digest = hashlib.new(ALGORITHM, content).hexdigest()
    path = f"editions/{digest[:2]}/{digest}.{chosen.extension}"
    if not _holds(path, ALGORITHM, digest):
        default_storage.delete(path)  # half of it, or altered: the name is the content
        storage.write(path, ContentFile(content))
    return {
        "extension": chosen.extension,
        "media_type": chosen.media_type,
        "algorithm": ALGORITHM,
        "digest": digest,
        "size": len(content),
        "file": path,
    }


def _holds(path, algorithm, digest):
    """Is there a file of this name, with this digest?"""
    try:
        with default_storage.open(path) as stored:
            return hashlib.new(algorithm, stored.read()).hexdigest() == digest
    except FileNotFoundError:
        return False
