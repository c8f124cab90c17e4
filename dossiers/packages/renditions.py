"""Pictures as a reporting platform takes them: JPG, small enough, nothing but a date."""

from io import BytesIO

from PIL import ExifTags, Image, ImageOps

QUALITIES = (90, 85, 80, 72, 64)
SMALLEST = 320  # pixels of the longer side; below that nothing can be read on it
SHUTTER = ExifTags.Base.DateTimeOriginal


def as_jpg(file, limit):
    """The picture in `file` as the bytes of a JPG of at most `limit` bytes (None: any
    size), or None where it may stay as it is, or has several pages and must.

    Of what the camera wrote only the moment of the shutter is kept: no place, no owner.
    """
    size = file.seek(0, 2)
    with Image.open(file) as image:
        if getattr(image, "n_frames", 1) > 1:
            return None
        exif = image.getexif()
        is_small = limit is None or size <= limit
        if image.format == "JPEG" and is_small and not exif:
            return None
        return _fitted(_plain(image), _only_moment(exif), limit)


def _plain(image):
    """Upright, on white where it was transparent."""
    image = ImageOps.exif_transpose(image)
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")


def _only_moment(exif):
    kept = Image.Exif()
    moment = exif.get_ifd(ExifTags.IFD.Exif).get(SHUTTER) if exif else None
    if isinstance(moment, str):
        kept.get_ifd(ExifTags.IFD.Exif)[SHUTTER] = moment
    return kept


def _fitted(image, exif, limit):
    """First less quality, then fewer pixels, until it fits."""
    while True:
        for quality in QUALITIES:
            told = BytesIO()
            image.save(told, "JPEG", quality=quality, optimize=True, exif=exif)
            if limit is None or told.tell() <= limit or _is_smallest(image, quality):
                return told.getvalue()
        image = image.resize([max(1, side * 4 // 5) for side in image.size])


def _is_smallest(image, quality):
    return max(image.size) <= SMALLEST and quality == QUALITIES[-1]
