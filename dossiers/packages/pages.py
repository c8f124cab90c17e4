"""The pages of a package: HTML that opens from disk, with one stylesheet and no script."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.functional import SimpleLazyObject, cached_property

from dossiers import reports, summaries
from dossiers.packages import names, sheets

STYLES = ("tokens.css", "app.css", "package.css")
DATA = "data/"
OF_COURT = 90  # bytes of a court's name in that of a package
ONE_PROOF = SimpleLazyObject(lambda: get_template("dossiers/package/one_proof.html"))


@dataclass(frozen=True)
class About:
    """What every page says of the package it belongs to; `moment` is local."""

    name: str
    court: str
    title: str
    campaign: str
    span: str
    standard: str
    moment: object
    with_confidential: bool
    notice: str


@dataclass(frozen=True)
class Line:
    """A line that leads to a page; `href` from the folder of the pages."""

    name: str
    href: str
    number: int = 0


@dataclass(frozen=True)
class CriterionLine:
    """A criterion in the index; `is_told`: it is a leaf or has requirements."""

    node: object
    href: str
    state: str
    label: str
    is_told: bool
    pieces: int
    missing: int


@dataclass(frozen=True)
class Shown:
    """A piece of proof with the paths of its file and thumbnail, from the pages.

    `told` is how the pages one folder down show it: written once, read on several.
    """

    piece: object
    path: str
    thumbnail: str
    kept: object

    @property
    def entry(self):
        return self.piece.entry

    @property
    def unit(self):
        owner = self.entry.activity or self.entry.statement
        return owner.unit if owner else ""

    @cached_property
    def told(self):
        return ONE_PROOF.render({"shown": self, "root": "../"})


def about(package, material, moment):
    campaign = package.campaign
    court = campaign.court
    return About(
        name=name_of(package),
        court=court.name,
        title=campaign.title,
        campaign=campaign.name,
        span=f"{campaign.starts_on:%Y-%m-%d}至{campaign.ends_on:%Y-%m-%d}",
        standard=str(campaign.standard or ""),
        moment=moment,
        with_confidential=package.with_confidential,
        notice=summaries.NOTICE if court.is_demonstration else "",
    )


def name_of(package):
    """How people know a package, and the folder it unpacks to: as it was sealed, and
    before that as it would be called today."""
    if package.is_sealed:
        return package.seal.name
    mark = "（含不公开）" if package.with_confidential else ""
    court = names.shorten(names.safe(package.campaign.court.name), OF_COURT)
    return f"{court}考评材料{package.number}{mark}"


def write(told, material, places, count):
    """{path: bytes} of every page, list and stylesheet. Words are Chinese whoever asks."""
    with translation.override("zh-hans"):
        return dict(_Writer(told, material, places).pages(count))


class _Writer:
    """Renders the pages of one package; it holds what all of them need."""

    def __init__(self, told, material, places):
        self.told, self.material, self.places = told, material, places
        self.shown = {piece.pk: self._shown(piece) for piece in material.pieces}
        self.criteria = self._criteria()
        self.years = [
            self._line(f"{year}", f"data/years/{year}", self._of_year(year))
            for year in self._all_years()
        ]
        self.boxes = [
            self._line(shelf.name, f"data/boxes/{shelf.name}", shelf.items)
            for shelf in material.shelves
        ]
        self.summaries = [
            Line(
                f"{edition.title}（第{edition.number}版）",
                f"summaries/{edition.summary.year}/index.html",
            )
            for edition in material.editions
        ]

    def pages(self, count):
        yield "index.html", self._page("pointer", "", 0)
        yield f"{DATA}style.css", stylesheet()
        yield f"{DATA}index.html", self._index(count)
        yield from self._criterion_pages()
        yield from self._year_pages()
        yield from self._box_pages()
        yield from self._lists()
        yield from self._summary_pages()
        yield f"{DATA}hashes.html", self._hashes()

    def _page(self, template, title, depth, **context):
        known = {"about": self.told, "root": "../" * depth, "title": title}
        name = f"dossiers/package/{template}.html"
        return render_to_string(name, known | context).encode()

    def _index(self, count):
        context = {
            "criteria": list(self.criteria.values()),
            "years": self.years,
            "boxes": self.boxes,
            "summaries": self.summaries,
            "count": count,
        }
        title = f"{self.told.title}考评材料"
        return self._page("index", title, 0, **context)

    # -- By criterion -----------------------------------------------------------------

    def _criteria(self):
        return {
            page.node.pk: self._criterion_line(page) for page in self.material.pages
        }

    def _criterion_line(self, page):
        each = page.progress
        is_told = page.node.is_leaf or bool(each.rules)
        href = ""
        if is_told or page.pieces:
            href = self._take("data/criteria", page.node.code)
        state = each.state
        pieces = len(page.pieces)
        return CriterionLine(
            page.node, href, state, state.label, is_told, pieces, each.missing
        )

    def _criterion_pages(self):
        lines = [line for line in self.criteria.values() if line.href]
        nearby = zip([None, *lines], lines, [*lines[1:], None], strict=False)
        around = {line.node.pk: (before, after) for before, line, after in nearby}
        for page in self.material.pages:
            if page.node.pk in around:
                before, after = around[page.node.pk]
                context = {
                    "page": page,
                    "node": page.node,
                    "proofs": [self.shown[piece.pk] for piece in page.pieces],
                    "before": before,
                    "after": after,
                    "nothing": reports.NOTHING,
                }
                path = DATA + self.criteria[page.node.pk].href
                yield path, self._page("criterion", str(page.node), 1, **context)

    # -- By year and by box -----------------------------------------------------------

    def _all_years(self):
        proved = {piece.year for piece in self.material.pieces}
        return sorted(proved | set(self.material.report.years))

    def _of_year(self, year):
        return [piece for piece in self.material.pieces if piece.year == year]

    def _year_pages(self):
        for line in self.years:
            pieces = sorted(self._of_year(int(line.name)), key=lambda each: each.group)
            groups = [
                {"name": name, "proofs": [self.shown[piece.pk] for piece in found]}
                for name, found in groupby(pieces, key=lambda each: each.group)
            ]
            title = f"{line.name}年"
            yield DATA + line.href, self._page("year", title, 1, groups=groups)

    def _box_pages(self):
        for line, shelf in zip(self.boxes, self.material.shelves, strict=True):
            items = [
                {
                    "item": item,
                    "parts": [self._part(part) for part in item.current_parts],
                }
                for item in shelf.items
            ]
            title = f"档案盒 {line.name}" if shelf.box else line.name
            context = {"items": items, "box": shelf.box}
            yield DATA + line.href, self._page("box", title, 1, **context)

    def _part(self, part):
        """A part of an item, with the path of its file where that goes in."""
        if part.edition_file_id:
            path = self.places.issued.get(part.edition_file_id, "")
        else:
            shown = self.shown.get(part.evidence_id)
            path = DATA + shown.path if shown and shown.path else ""
        return {"path": path.removeprefix(DATA), "name": part.name, "link": part.link}

    # -- Lists ------------------------------------------------------------------------

    def _lists(self):
        catalogue = sheets.catalogue(self.material.items)
        proof = sheets.proof(self.material.pieces, self.places)
        for name, table, context in (
            ("catalogue", catalogue, {"table": catalogue}),
            ("proof", proof, {"proofs": list(self.shown.values())}),
        ):
            title, context = table.caption, context | {"workbook": f"{name}.xlsx"}
            yield f"{DATA}{name}.html", self._page(name, title, 0, **context)
            yield f"{DATA}{name}.xlsx", sheets.workbook(title, table)

    def _summary_pages(self):
        for line, edition in zip(self.summaries, self.material.editions, strict=True):
            folder = f"summaries/{edition.summary.year}"
            table = sheets.figures(edition)
            context = {
                "edition": edition,
                "table": table,
                "workbook": f"{folder}/figures.xlsx",
                "files": [self._issued(file) for file in edition.files.all()],
            }
            page = self._page("summary", line.name, 2, **context)
            yield DATA + line.href, page
            yield f"{DATA}{folder}/figures.xlsx", sheets.workbook(edition.title, table)

    def _issued(self, file):
        path = self.places.issued[file.pk].removeprefix(DATA)
        told = {"path": path, "extension": file.extension, "size": file.size}
        return told | {"is_report": file.variant == "report"}

    def _hashes(self):
        lines = [
            {"path": path.removeprefix(DATA), "kept": self.places.files[source]}
            for path, source in self.places.sources()
            if not source.startswith("small-")
        ]
        return self._page("hashes", "文件校验值", 0, lines=lines)

    def _take(self, folder, stem):
        return self.places.take(folder, stem, ".html").removeprefix(DATA)

    def _line(self, name, place, found):
        folder, _slash, stem = place.rpartition("/")
        return Line(name, self._take(folder, stem), len(found))

    def _shown(self, piece):
        places = self.places
        return Shown(
            piece,
            places.path(piece).removeprefix(DATA),
            places.thumbnail(piece).removeprefix(DATA),
            places.kept(piece),
        )


def stylesheet():
    folder = settings.BASE_DIR / "static" / "css"
    return "\n".join(
        (folder / name).read_text(encoding="utf-8") for name in STYLES
    ).encode()
