"""A report as an archival, accessible PDF, laid out by GB/T 9704-2012.

PDF/A-2a and PDF/UA-1 in one: fonts embedded, text tagged, no date of its own.
"""

import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from unicodedata import category

import typst
from django.utils.translation import gettext as _

from campaigns.refusals import refuse
from dossiers import blocks
from dossiers.exports import measures, pdf_fonts

PAGE = Path(__file__).with_name("pdf_page.typ")
STANDARDS = ["a-2a", "ua-1"]
FACES = ("heiti", "kaiti", "fangsong", "fangsong")  # of headings 1 to 4 (7.3.3)
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)  # the day of a report nobody signed
TAIL = {"annexes", "signature", "note", "imprint"}
SIZE = 16  # pt, 3号
CELL = 156 / 25.4 * 72 / measures.CHARACTERS  # pt, as in pdf_page.typ
RUN = re.compile("[ -~]+|[^ -~]+")
INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # what no font has a glyph for
WITHOUT_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{(\w+)\}")


def render(document):
    """Return the PDF of a `blocks.Document`: the same bytes for the same report.

    Raises `Refused` naming the characters that no font here has.
    """
    signature = next(filter(blocks.is_signature, document.blocks), None)
    report = describe(document, signature) | {
        "title": [printable(line) for line in measures.title_lines(document.title)],
        "notice": printable(document.notice),
        "letterhead": describe_letterhead(document.letterhead),
        "parts": parts(describe_blocks(document.blocks)),
        "faces": pdf_fonts.families(),
    }
    return compile_page(json.dumps(report), moment(signature))


def describe(document, signature):
    """Say whose report this is, as the properties of the file."""
    return {
        "name": one_line(document.title) or "—",  # PDF/UA-1 asks for a title
        "author": one_line(signature.organisation) if signature else "",
    }


def parts(described):
    """Return each block with what stays with it: the tail of the paper, and 版记."""
    found = []
    for each in described:
        if each["kind"] not in TAIL:
            found.append({"block": each, "tail": [], "imprint": None})
            continue
        found = found or parts([{"kind": "nothing"}])
        if each["kind"] == "imprint":
            found[-1]["imprint"] = each
        else:
            found[-1]["tail"].append(each)
    return found


def describe_blocks(sequence):
    """Yield each block as plain data."""
    depth = 0
    for block in sequence:
        match block:
            case blocks.Heading():
                depth = min(block.level, depth + 1)  # PDF/UA-1: no level is skipped
                text = printable(block.label + block.text)
                face = FACES[min(block.level, len(FACES)) - 1]
                yield {"kind": "heading", "depth": depth, "face": face, "text": text}
            case blocks.Paragraph():
                yield {"kind": "paragraph", "runs": list(map(describe_run, block.runs))}
            case blocks.Table():
                yield describe_table(block)
            case blocks.Signature():
                yield describe_signature(block)
            case _:
                yield describe_part(block)


def describe_part(block):
    """Return a block that only a paper that is sent has, as plain data."""
    match block:
        case blocks.Addressee():
            return {"kind": "addressee", "runs": list(map(describe_run, block.runs))}
        case blocks.Annexes():
            return {"kind": "annexes", "lines": list(map(printable, block.lines))}
        case blocks.Note():
            return {"kind": "note", "text": printable(block.printed)}
        case blocks.Imprint():
            return describe_imprint(block)
        case _:
            raise TypeError(f"PDF cannot print {block!r}")


def describe_table(table):
    return {
        "kind": "table",
        "caption": printable(table.caption),
        "columns": list(map(printable, table.columns)),
        "rows": [[printable(str(cell)) for cell in row] for row in table.rows],
        "shares": list(table.shares),
        "starts_page": table.starts_page,
        "label": printable(table.label),
    }


def describe_letterhead(head):
    """Return what stands above the title, None where nothing does."""
    if head is None:
        return None
    return {
        "mark": printable(head.mark),
        "mark_size": measures.mark_size(head.mark),
        "number": describe_run(head.number),
        "signer": describe_run(head.signer),
        "copy_number": printable(head.copy_number),
        "urgency": printable(head.urgency),
    }


def describe_imprint(imprint):
    return {
        "kind": "imprint",
        "copies": printable(imprint.copies),
        "printer": describe_run(imprint.printer),
        "printed_on": list(map(describe_run, imprint.printed_runs)),
    }


def describe_run(run):
    is_missing = isinstance(run, blocks.Quote) and run.is_missing
    return {"text": printable(run.text), "is_missing": is_missing}


def describe_signature(signature):
    return {
        "kind": "signature",
        "blank": measures.blank_lines(signature),
        "lines": list(signature_lines(signature)),
    }


def signature_lines(signature):
    """Yield 署名 and 成文日期 with their indents in pt (7.3.5)."""
    pair = printable(signature.organisation), signature.date_text
    indents = measures.indents(signature, tuple(map(advance, pair)), cell=CELL)
    for text, indent in zip(pair, indents, strict=True):
        yield {"text": text, "indent": indent}


def advance(text):
    """Return the width of body `text` in pt: 3号, the characters a little closer.

    typst moves each closer to the next of its run; 半角 and hanzi are runs apart.
    """
    runs = len(RUN.findall(text))
    return measures.width(text) * SIZE - (SIZE - CELL) * (len(text) - runs)


def one_line(text):
    return printable(text).replace("\n", "")


def printable(text):
    """Return `text` without the characters that are never drawn, a tab as a space."""
    text = text.replace("\t", " ")
    return "".join(
        each for each in text if each == "\n" or category(each) not in INVISIBLE
    )


def moment(signature):
    """Return the file's only date, the day it was signed on and never now."""
    if signature is None:
        return UNDATED
    return datetime.combine(signature.signed_on, time(), tzinfo=UTC)


def compile_page(report, timestamp):
    try:
        file, warnings = typst.compile_with_warnings(
            PAGE,
            format="pdf",
            font_paths=pdf_fonts.library(),
            ignore_system_fonts=True,
            sys_inputs={"report": report},
            pdf_standards=STANDARDS,
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        refuse(why_without_glyph(error.diagnostic))
        raise
    if warnings:  # an unknown font is no more than that to typst
        raise RuntimeError("; ".join(warning.message for warning in warnings))
    return file


def why_without_glyph(diagnostic):
    """Return the sentence that names the characters no font here has, or ""."""
    lacking = dict.fromkeys(WITHOUT_GLYPH.findall(diagnostic))
    if not lacking:
        return ""
    told = "、".join(ESCAPED.sub(code_point, each) for each in lacking)
    return _(
        "No font of the PDF has these characters: %(characters)s. Write them "
        "otherwise, or put a font that has them in the folder of FONTS_DIR."
    ) % {"characters": told}


def code_point(escaped):
    return f"U+{escaped[1].upper()}"
