"""Labels for the archive on A4, to be cut out: spines of boxes, stamps of items."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typst
from django.utils.translation import gettext as _

from dossiers.exports import pdf_fonts

PAGE = Path(__file__).with_name("labels.typ")
UNDATED = datetime(1980, 1, 1, tzinfo=UTC)  # the same labels are the same bytes
# As the rules print them; Chinese whatever the reader's language.
SPINE = ("全宗号", "年度", "保管期限", "起止件号", "盒号")
STAMP = ("全宗号", "年度", "件号", "机构", "保管期限", "页数")


def render(spines, stamps):
    """Return the PDF: `labels.Spine`s at 200 mm by their thickness, then
    `labels.Stamp`s at 45 × 16 mm."""
    report = {
        "name": _("Labels of the archive"),
        "spines": [asdict(spine) for spine in spines],
        "stamps": [asdict(stamp) for stamp in stamps],
        "spine_words": SPINE,
        "stamp_words": STAMP,
        "faces": pdf_fonts.families(),
    }
    return typst.compile(
        PAGE,
        format="pdf",
        font_paths=pdf_fonts.library(),
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(report)},
        timestamp=UNDATED,
    )
