"""A report as plain text, for pasting where no layout survives."""

from dataclasses import replace

from dossiers import blocks
from dossiers.exports import measures

SPACE = "\u3000"  # as wide as a hanzi
INDENT = 2 * SPACE
RULE = "─" * measures.CHARACTERS


def render(document):
    """Return a `blocks.Document` as text; lines are indented by full-width spaces."""
    notice = (document.notice, "") if document.notice else ()
    title = (centre(line) for line in measures.title_lines(document.title))
    body = (line for block in document.blocks for line in lines(block))
    head = head_lines(document.letterhead) if document.letterhead else ()
    return "\n".join((*notice, *head, *title, "", *body)) + "\n"


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
            return part_lines(block)


def part_lines(block):
    """Return a block that only a paper that is sent has."""
    match block:
        case blocks.Addressee():
            return ("".join(run.text for run in block.runs),)
        case blocks.Annexes():
            return ("", *annex_lines(block))
        case blocks.Note():
            return (INDENT + block.printed,)
        case blocks.Imprint():
            return ("", *imprint_lines(block))
        case _:
            raise TypeError(f"plain text cannot print {block!r}")


def head_lines(head):
    """Return 版头: what stands above the title, down to the line (7.2)."""
    tops = [text for text in (head.copy_number, head.urgency) if text]
    number = apart(head.number.text, f"签发人：{head.signer.text}")
    above = (*tops, "") if tops else ()
    return (*above, centre(head.mark), "", number, RULE, "")


def annex_lines(annexes):
    """Return 附件说明, every name under the first (7.3.4)."""
    first, *others = annexes.lines
    return (f"{INDENT}附件：{first}", *(5 * SPACE + line for line in others))


def imprint_lines(imprint):
    """Return 版记 between its lines (7.4)."""
    copies = (f"{SPACE}抄送：{imprint.copies}。", RULE) if imprint.copies else ()
    printed = "".join(run.text for run in imprint.printed_runs)
    return (RULE, *copies, apart(imprint.printer.text, printed), RULE)


def apart(left, right):
    """Return a line of two texts, each 1字 from its edge of 28 hanzi."""
    room = measures.CHARACTERS - 2 - measures.width(left) - measures.width(right)
    return SPACE + left + fill(max(room, 1)) + right


def table_lines(table):
    """Return the caption and a line for each row, cells apart by a bar."""
    if table.label:  # in the first line, the caption in the third (7.3.7)
        return (table.label, "", *table_lines(replace(table, label="")))
    rows = (table.columns, *table.rows)
    lines = ("｜".join(one_line(cell) for cell in row) for row in rows)
    return (*((INDENT + table.caption,) if table.caption else ()), *lines)


def one_line(cell):
    return " ".join(str(cell).split())


def signature_lines(signature):
    """Return 署名 and 成文日期 as far right as in a line of 28 hanzi (7.3.5)."""
    pair = signature.organisation, signature.date_text
    widths = tuple(map(measures.width, pair))
    indents = measures.indents(signature, widths, cell=1)
    for line, indent in zip(pair, indents, strict=True):
        yield fill(measures.CHARACTERS - indent - measures.width(line)) + line


def centre(line):
    return fill((measures.CHARACTERS - measures.width(line)) // 2) + line


def fill(cells):
    """Return white space `cells` 字 wide, to the half 字."""
    whole, half = divmod(max(cells, 0), 1)
    return SPACE * int(whole) + (" " if half else "")
