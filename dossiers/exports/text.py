"""A report as plain text, for pasting where no layout survives."""

from dossiers import blocks
from dossiers.exports import measures

SPACE = "\u3000"  # as wide as a hanzi
INDENT = 2 * SPACE


def render(document):
    """Return a `blocks.Document` as text; lines are indented by full-width spaces."""
    notice = (document.notice, "") if document.notice else ()
    title = (centre(line) for line in measures.title_lines(document.title))
    body = (line for block in document.blocks for line in lines(block))
    return "\n".join((*notice, *title, "", *body)) + "\n"


def lines(block):
    match block:
        case blocks.Heading():
            return (INDENT + block.label + block.text,)
        case blocks.Paragraph():
            return (INDENT + block.text,)
        case blocks.Table():
            return ("", *table_lines(block))
        case blocks.Signature():
            return ("", *signature_lines(block))
        case _:
            raise TypeError(f"plain text cannot print {block!r}")


def table_lines(table):
    """Return the caption and a line for each row, cells apart by a bar."""
    rows = (table.columns, *table.rows)
    lines = ("｜".join(one_line(cell) for cell in row) for row in rows)
    return (*((INDENT + table.caption,) if table.caption else ()), *lines)


def one_line(cell):
    return " ".join(str(cell).split())


def signature_lines(signature):
    """Return 署名 and 成文日期 as far right as in a line of 28 hanzi (7.3.5.2)."""
    pair = signature.organisation, signature.date_text
    indents = measures.unsealed_indents(*map(measures.width, pair), cell=1)
    for line, indent in zip(pair, indents, strict=True):
        yield fill(measures.CHARACTERS - indent - measures.width(line)) + line


def centre(line):
    return fill((measures.CHARACTERS - measures.width(line)) // 2) + line


def fill(cells):
    """Return white space `cells` 字 wide, to the half 字."""
    whole, half = divmod(max(cells, 0), 1)
    return SPACE * int(whole) + (" " if half else "")
