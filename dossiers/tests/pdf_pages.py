"""Reading a PDF back: its lines, where they stand, the fonts it carries."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from dossiers.blocks import Document, Heading, Paragraph, Quote, Signature, Text
from dossiers.exports import pdf

SIGNED = Signature("罗田县人民法院", date(2014, 11, 3))
REPORT = Document(
    title="2013—2014年度省级文明单位创建工作总结",
    blocks=(
        Paragraph((Text("共开展活动"), Quote("activities", "25次"), Text("，捐款"))),
        Heading(1, 1, "加强组织领导"),
        Heading(2, 2, "紧盯目标"),
        Heading(3, 3, "注重宣传到位"),
        Heading(4, 4, "开展主题活动"),
        Paragraph((Text("“三公”经费"), Quote("cost", "待补充", is_missing=True))),
        SIGNED,
    ),
    notice="演示数据",
)
HANZI = "文明法院创建工作扎实推进"
PT = 72 / 25.4  # in a mm
LEFT, RIGHT = 28 * PT, (210 - 26) * PT  # edges of 版心
TOP, BOTTOM = (297 - 37) * PT, 35 * PT
CELL = 156 * PT / 28
SERIF, SANS = (
    "NotoSerifSC-Regular",
    "NotoSansSC-Regular",
)  # as the fonts call themselves


def a_line(text):
    return Paragraph((Text(text),))


def opened(document):
    return PdfReader(BytesIO(pdf.render(document)))


def lines(page):
    return [line.strip() for line in page.extract_text().splitlines() if line.strip()]


def printed(*blocks):
    """Return the lines of a report without a title, its page numbers left out."""
    found = (
        line for page in opened(Document("", blocks)).pages for line in lines(page)
    )
    return [line for line in found if not line.startswith("—")]


def places(page):
    """Return (text, x, y) of every piece drawn, in pt from the lower left corner."""
    found = []

    def note(text, user, matrix, _font, _size):
        if text.strip():
            x, y = matrix[4], matrix[5]
            left = user[0] * x + user[2] * y + user[4]
            found.append((text.strip(), left, user[1] * x + user[3] * y + user[5]))

    page.extract_text(visitor_text=note)
    return found


def place_of(page, start):
    """Return x and y of the first piece of text that begins with `start`."""
    return next((x, y) for text, x, y in places(page) if text.startswith(start))


def embedded(page):
    """Return {name of a font: is its program in the file}."""
    found = {}
    for font in page["/Resources"]["/Font"].get_object().values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        descriptor = descendant["/FontDescriptor"].get_object()
        found[descriptor["/FontName"].partition("+")[2]] = "/FontFile3" in descriptor
    return found
