"""The kinds of file that are accepted, and how the content of each begins."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Type:
    """An accepted ending: `family` says how its content begins, and one of `marks`
    must be inside, which tells Word from Excel when both begin alike."""

    media_type: str
    kind: str
    family: str
    marks: tuple = ()


OOXML = "application/vnd.openxmlformats-officedocument."
WORD = "wordprocessingml.document"
SHEET = "spreadsheetml.sheet"
SLIDES = "presentationml.presentation"
OLD_WORD, OLD_SLIDES = ("WordDocument",), ("PowerPoint Document",)
OLD_SHEET = ("Workbook", "Book")
TYPES = {
    "jpg": Type("image/jpeg", "picture", "jpeg"),
    "png": Type("image/png", "picture", "png"),
    "webp": Type("image/webp", "picture", "webp"),
    "gif": Type("image/gif", "picture", "gif"),
    "tif": Type("image/tiff", "picture", "tiff"),
    "bmp": Type("image/bmp", "picture", "bmp"),
    "pdf": Type("application/pdf", "document", "pdf"),
    "docx": Type(OOXML + WORD, "document", "zip", (WORD + ".main+xml",)),
    "xlsx": Type(OOXML + SHEET, "sheet", "zip", (SHEET + ".main+xml",)),
    "pptx": Type(OOXML + SLIDES, "document", "zip", (SLIDES + ".main+xml",)),
    "ofd": Type("application/ofd", "document", "zip", ("OFD.xml",)),
    "doc": Type("application/msword", "document", "ole", OLD_WORD),
    "xls": Type("application/vnd.ms-excel", "sheet", "ole", OLD_SHEET),
    "ppt": Type("application/vnd.ms-powerpoint", "document", "ole", OLD_SLIDES),
    "wps": Type("application/wps-office.wps", "document", "ole", OLD_WORD),
    "et": Type("application/wps-office.et", "sheet", "ole", OLD_SHEET),
    "dps": Type("application/wps-office.dps", "document", "ole", OLD_SLIDES),
    "mp4": Type("video/mp4", "video", "video"),
    "mov": Type("video/quicktime", "video", "video"),
    "mp3": Type("audio/mpeg", "audio", "mp3"),
    "txt": Type("text/plain", "text", "text"),
    "csv": Type("text/csv", "sheet", "text"),
}
SAME = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tiff": "tif"}
PICTURES = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")

WEB_PAGE = rb"(?i:(\xef\xbb\xbf)?\s*<(!|\?xml|html|head|body|svg|script|iframe))"
BEGINNINGS = {
    "jpeg": rb"\xff\xd8\xff",
    "png": rb"\x89PNG\r\n\x1a\n",
    "webp": rb"RIFF....WEBP",
    "gif": rb"GIF8[79]a",
    "tiff": rb"II\*\x00|MM\x00\*",
    "bmp": rb"BM",
    "pdf": rb"%PDF-",
    "zip": rb"PK\x03\x04",
    "ole": rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "heif": rb"....ftyp(hei|hev|mif1|msf1|avi[fs])",
    "video": rb"....ftyp(?!hei|hev|mif1|msf1|avi[fs])",
    "mp3": rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]",
    "web": WEB_PAGE,
    "text": rb"(?!" + WEB_PAGE + rb")",
}
