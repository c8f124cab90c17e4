"""A catalogue of the archive on A4 across, with its cover, to be printed and bound.

PDF/A-2a, the heads of its lists repeated and every page numbered (DA/T 22-2015).
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import typst

from campaigns.refusals import refuse
from dossiers.exports import pdf, pdf_fonts

PAGE = Path(__file__).with_name("catalogue_pdf.typ")
STANDARDS = ["a-2a"]
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)  # the same catalogue is the same bytes


def render(catalogue):
    """Return the PDF of a `catalogues.Catalogue`.

    Raises `Refused` naming the characters that no font here has.
    """
    report = {
        "title": pdf.one_line(catalogue.title),
        "notice": pdf.printable(catalogue.notice),
        "cover": [list(map(pdf.printable, pair)) for pair in catalogue.cover],
        "tables": [pdf.describe_table(table) for table in catalogue.tables],
        "faces": pdf_fonts.families(),
    }
    try:
        return typst.compile(
            PAGE,
            format="pdf",
            font_paths=pdf_fonts.library(),
            ignore_system_fonts=True,
            sys_inputs={"report": json.dumps(report)},
            pdf_standards=STANDARDS,
            timestamp=UNDATED,
        )
    except typst.TypstError as error:
        refuse(pdf.why_without_glyph(error.diagnostic))
        raise
