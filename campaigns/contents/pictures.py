"""Pictures: measured before they are decoded, dated by their camera, made small."""

from contextlib import contextmanager
from datetime import date
from io import BytesIO

from PIL import ExifTags, Image, ImageOps

from campaigns.contents.advice import DAMAGED, PIXELS, Refused
from campaigns.contents.kinds import PICTURES, TYPES

MAX_MEGAPIXELS = 60


def thumbnail(file, side=480):
    """A WebP picture of at most `side` by `side` pixels, upright, without metadata.

    Raises `Refused` when `file` is not a picture `inspect` would accept.
    """
    small = BytesIO()
    with damage_refused():
        image = _open_picture(file, PICTURES)
        image.draft("RGB", (side, side))  # a JPEG is then decoded small: less memory
        image = ImageOps.exif_transpose(image)
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        image.thumbnail((side, side))
        image.save(small, "WEBP", quality=80)
    file.seek(0)
    return small.getvalue()


@contextmanager
def damage_refused():
    """Pillow and zipfile raise whatever their parsers trip over in a hostile file."""
    try:
        yield
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(PIXELS % {"limit": MAX_MEGAPIXELS}) from error
    except Exception as error:
        raise Refused(DAMAGED) from error


def _open_picture(file, formats):
    """Read the header only, so that no picture is decoded before it is measured."""
    file.seek(0)
    image = Image.open(file, formats=formats)
    if image.width * image.height > MAX_MEGAPIXELS * 1_000_000:
        raise Refused(PIXELS % {"limit": MAX_MEGAPIXELS})
    return image


def check_picture(file, size, extension):
    formats = [TYPES[extension].family.upper()]
    with damage_refused():
        _open_picture(file, formats).verify()
        image = _open_picture(file, formats)  # verify() leaves a picture unusable
        exif = image.getexif()
        turned = exif.get(ExifTags.Base.Orientation) in (5, 6, 7, 8)
        width, height = reversed(image.size) if turned else image.size
        image.draft("RGB", (480, 480))
        image.load()  # only decoding shows that the lower half is missing
    return {"width": width, "height": height, "taken_on": _taken_on(exif)}


def _taken_on(exif):
    """The day the shutter was pressed; when it was scanned or edited is no answer."""
    try:
        moment = exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal]
        return date.fromisoformat(str(moment)[:10].replace(":", "-"))
    except (LookupError, ValueError, TypeError, OSError):
        return None
