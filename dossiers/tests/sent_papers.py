"""A paper that is sent, for every exporter, and measuring its pages as printed."""

import shutil
import subprocess
from datetime import date

import pytest
from PIL import Image

from dossiers.blocks import (
    Addressee,
    Annexes,
    Document,
    Heading,
    Imprint,
    Letterhead,
    Note,
    Paragraph,
    Quote,
    Signature,
    Table,
    Text,
)

HEAD = Letterhead(
    mark="某县人民法院文件",
    number=Text("某法〔2014〕5号"),
    signer=Text("院长甲"),
    copy_number="000001",
    urgency="特急",
)
FOOT = Imprint("县委办公室", Text("某法院办公室"), Text("2014年11月5日"))
SENTENCE = "今年举办法官讲坛1期。"
MISSING = Quote("letter.signer", "待补充", is_missing=True, is_known=False)
SIGNED = Signature("某县人民法院", date(2014, 11, 3), is_sealed=True)
TABLE = Table("数据来源表", ("数据",), (("法官讲坛",),), (1,), True, "附件")
DPI = 150
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="needs poppler (pdftoppm) to see the page"
)
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftoppm") is None,
    reason="needs LibreOffice (soffice) and poppler (pdftoppm) to lay the page out",
)


def paper(*, lines=0, is_annexed=False, head=HEAD, foot=FOOT):
    """Return a report of so many paragraphs of one line, with or without an annex."""
    body = [Paragraph((Text("一行。"),))] * lines
    last = Paragraph((Text("今年举办法官讲坛"), Quote("forum", "1期"), Text("。")))
    annexes = [Annexes(("数据来源表",))] if is_annexed else []
    blocks = (
        Addressee(Text("上级人民法院")),
        Heading(1, 1, "学习"),
        *body,
        last,
        *annexes,
        SIGNED,
        Note("联系人：创建办干事甲"),
        *([TABLE] if is_annexed else []),
        foot,
    )
    return Document("某县人民法院关于创建工作的报告", blocks, "", head)


def pictures(file, folder):
    """Return each page of a PDF as a picture."""
    source = folder / "page.pdf"
    source.write_bytes(file)
    order = ["pdftoppm", "-r", str(DPI), "-png", source.name, "page"]
    subprocess.run(order, cwd=folder, check=True, timeout=60)
    return [
        Image.open(each).convert("RGB") for each in sorted(folder.glob("page-*.png"))
    ]


def laid_out(file, folder):
    """Return the PDF that LibreOffice makes of a .docx."""
    (folder / "paper.docx").write_bytes(file)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    order = ["soffice", home, "--headless", "--convert-to", "pdf", "paper.docx"]
    subprocess.run(order, cwd=folder, check=True, capture_output=True, timeout=120)
    return (folder / "paper.pdf").read_bytes()


def is_black(pixel):
    return max(pixel) < 110


def is_red(pixel):
    return pixel[0] > 180 and max(pixel[1:]) < 120


def rules(picture, is_ink):
    """Return how far below the top edge, in mm, lines as wide as 版心 stand."""
    left, right = (round(mm / 25.4 * DPI) for mm in (30, 182))
    inked = [
        y
        for y in range(picture.height)
        if all(is_ink(picture.getpixel((x, y))) for x in range(left, right, 7))
    ]
    tops = [y for y in inked if y - 1 not in inked]
    return [(y + 0.5) / DPI * 25.4 for y in tops]


def top_of(picture, is_ink):
    """Return how far below the top edge, in mm, the first ink of a colour stands."""
    for y in range(picture.height):
        for x in range(0, picture.width, 2):
            if is_ink(picture.getpixel((x, y))):
                return y / DPI * 25.4
    raise AssertionError("nothing of that colour is printed")
