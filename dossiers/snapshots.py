"""A document and its facts as plain data, to be kept with an edition and read again."""

import hashlib
import json
from dataclasses import asdict
from datetime import date

from dossiers.blocks import (
    Document,
    Heading,
    Paragraph,
    Quote,
    Signature,
    Table,
    Text,
)


def of_document(document):
    """Return a `blocks.Document` as JSON knows it."""
    return {
        "title": document.title,
        "notice": document.notice,
        "blocks": [_of_block(block) for block in document.blocks],
    }


def document_of(data):
    """Return the `blocks.Document` that `of_document` made `data` from."""
    blocks = tuple(_block_of(one) for one in data["blocks"])
    return Document(data["title"], blocks, data["notice"])


def of_fact(fact):
    """Return a `figures.Fact` as JSON knows it, with the ids of its records."""
    return {
        "label": fact.label,
        "text": fact.text,
        "listed": fact.listed,
        "value": None if fact.value is None else str(fact.value),
        "period": fact.period.label,
        "starts_on": fact.period.starts_on.isoformat(),
        "ends_on": fact.period.ends_on.isoformat(),
        "model": fact.model,
        "records": list(fact.records),
        "note": fact.note,
    }


def quoted(document, facts):
    """The facts the document quotes, by key, in the order of the text."""
    keys = dict.fromkeys(
        run.key
        for block in document.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        if isinstance(run, Quote)
    )
    return {key: of_fact(facts[key]) for key in keys if key in facts}


def fingerprint(document, facts=None):
    """Return SHA-256 over the words and the records behind them, as hex."""
    told = [of_document(document), quoted(document, facts or {})]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _of_block(block):
    match block:
        case Heading():
            return {
                "kind": "heading",
                "level": block.level,
                "number": block.number,
                "text": block.text,
            }
        case Paragraph():
            return {"kind": "paragraph", "runs": [_of_run(run) for run in block.runs]}
        case Signature():
            return {
                "kind": "signature",
                "organisation": block.organisation,
                "signed_on": block.signed_on.isoformat(),
            }
        case Table():
            return {"kind": "table", **asdict(block)}
        case _:
            raise TypeError(f"an edition cannot keep {block!r}")


def _of_run(run):
    if isinstance(run, Text):
        return {"text": run.text}
    return {"text": run.text, "key": run.key, "is_missing": run.is_missing}


def _block_of(data):
    match data["kind"]:
        case "heading":
            return Heading(data["level"], data["number"], data["text"])
        case "paragraph":
            return Paragraph(tuple(_run_of(one) for one in data["runs"]))
        case "signature":
            signed_on = date.fromisoformat(data["signed_on"])
            return Signature(data["organisation"], signed_on)
        case "table":
            return _table_of(data)
        case other:
            raise TypeError(f"no block is a {other}")


def _table_of(data):
    return Table(
        caption=data["caption"],
        columns=tuple(data["columns"]),
        rows=tuple(tuple(row) for row in data["rows"]),
        widths=tuple(data["widths"]),
        starts_page=data["starts_page"],
    )


def _run_of(data):
    if "key" in data:
        return Quote(data["key"], data["text"], data["is_missing"])
    return Text(data["text"])
