"""What is said of a file that may not come in: what is wrong, and what to do."""

from django.utils.translation import gettext_lazy

from campaigns import refusals


class Refused(refusals.Refused):
    """A file that may not come in; `reason` is a sentence for whoever sent it."""

    @property
    def reason(self):
        return str(self)


EMPTY = gettext_lazy(
    "The file is empty. Open it on your device to check it, then upload it again."
)
DAMAGED = gettext_lazy(
    "The file is damaged or incomplete and cannot be opened. Open it on your device, "
    "save it again, and upload the new copy."
)
PASSWORD = gettext_lazy(
    "The file is protected by a password, so nobody could check it. Remove the "
    "password and upload it again."
)
MACROS = gettext_lazy(
    "The file contains macros. Save it as .docx, .xlsx or .pptx without macros and "
    "upload it again."
)
SWOLLEN = gettext_lazy(
    "Unpacked, the file is far larger than a document should be. Copy its contents "
    "into a new document and upload that."
)
UNREADABLE = gettext_lazy(
    "The text cannot be read. Save it with the encoding UTF-8 and upload it again."
)
WEB = gettext_lazy(
    "Web pages and SVG drawings are not accepted, because they can carry programs. "
    "Save the page as PDF, or upload a screenshot."
)
HEIC = gettext_lazy(
    "HEIC pictures cannot be shown on every computer. Save the picture as JPG and "
    "upload it again; on an iPhone choose Settings, Camera, Formats, Most Compatible."
)
ARCHIVE = gettext_lazy(
    "Archives are not accepted, because nobody can see what is in them. Unpack it "
    "and upload the files one by one."
)
PIXELS = gettext_lazy(
    "The picture has more than %(limit)s million pixels. Make it smaller and upload "
    "it again."
)
TOO_LARGE = gettext_lazy(
    "The file has %(size)s MB; at most %(limit)s MB are accepted. Make it smaller or "
    "divide it, and upload it again."
)
UNKNOWN = gettext_lazy(
    "“%(name)s” is of a kind that is not accepted. Save it as one of these and upload "
    "it again: %(accepted)s."
)
MISMATCH = gettext_lazy(
    "The name ends in .%(extension)s but the content is of another kind. Open the "
    "file, save it as .%(extension)s, and upload that."
)
PLACE = gettext_lazy(
    "The picture tells where it was taken, and that could not be taken out of it. "
    "Send a copy without its place: take a screenshot of it, or save it anew as JPG."
)
PATH = gettext_lazy(
    "“%(name)s” is not the name of a file but a path through folders. Give the file a "
    "plain name and upload it again."
)
ADVICE = {
    **dict.fromkeys(("svg", "svgz", "htm", "html", "xhtml", "mht", "xml", "js"), WEB),
    **dict.fromkeys(("docm", "dotm", "xlsm", "xlsb", "xltm", "pptm", "ppsm"), MACROS),
    **dict.fromkeys(("heic", "heif", "avif"), HEIC),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar"), ARCHIVE),
}
