"""Where everything of a package stands: a path for each file and page, known before the
first page is written, so that all can point at one another."""

from pathlib import PurePosixPath

from dossiers.packages import rules as wording
from dossiers.packages.names import Names

FILES = "data/files"
SMALL = "data/thumbnails"


class Places:
    """The paths of the files of one package: `files` are its `PackageFile` by source."""

    def __init__(self, top, material, rules, files):
        self.names = Names(top)
        self.rules, self.files = rules, files
        self.stored, self.small, self.issued = {}, {}, {}
        for number, piece in enumerate(material.pieces, start=1):
            if piece.stored and piece.stored.pk not in self.stored:
                self._place(piece, number)
        for edition in material.editions:
            for file in edition.files.all():
                self.issued[file.pk] = self._issued(edition, file)

    def take(self, folder, stem, ending):
        return self.names.take(folder, stem, ending)

    def path(self, piece):
        """Where the file of a piece stands, "" for a web address."""
        return self.stored[piece.stored.pk] if piece.stored else ""

    def thumbnail(self, piece):
        return self.small.get(piece.stored.pk, "") if piece.stored else ""

    def kept(self, piece):
        """The `PackageFile` of a piece, or None for a web address."""
        return self.files[f"file-{piece.stored.pk}"] if piece.stored else None

    def digest(self, piece):
        kept = self.kept(piece)
        return kept.digest if kept else ""

    def sources(self):
        """Pairs of path and source: all that is taken from the storage."""
        for pk, path in self.stored.items():
            yield path, f"file-{pk}"
        for pk, path in self.small.items():
            yield path, f"small-{pk}"
        for pk, path in self.issued.items():
            yield path, f"edition-{pk}"

    def _place(self, piece, number):
        key = piece.stored.pk
        is_jpg = bool(self.files[f"file-{key}"].original)
        ending = PurePosixPath(piece.entry.file_name).suffix.lower()
        stem = wording.stem(self.rules.names, _values(piece, number))
        path = self.take(FILES, stem, ".jpg" if is_jpg else ending)
        self.stored[key] = path
        if piece.stored.thumbnail:
            self.small[key] = self.take(SMALL, f"{number:04d}", ".webp")

    def _issued(self, edition, file):
        form = "（报告格式）" if file.variant == "report" else ""
        stem = f"{edition.title}（第{edition.number}版）{form}"
        return self.take(
            f"data/summaries/{edition.summary.year}", stem, f".{file.extension}"
        )


def _values(piece, number):
    day = piece.entry.taken_on or piece.day
    return {
        "日期": f"{day:%Y%m%d}",
        "题名": piece.name[:60],
        "档号": piece.item.code if piece.item else "",
        "指标": piece.codes[0] if piece.codes else "",
        "序号": f"{number:04d}",
    }
