"""The order of the rooms: a module imports only what stands before it in the list.

Read it aloud to know the house. A new module asks for its place here, and the test
fails until it has one. `views/*` is any module of that folder; the modules under one
star do not import one another, unless they stand by name before it.
"""

import ast
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def rooms(text):
    """Return the names in the order they are read."""
    return text.split()


CAMPAIGNS = rooms("""
    refusals numbers roles festivals querysets
    models/frozen models/people models/standards models/campaigns models/commitments
    models/records models/assessments models/activities models/indicators models/evidence models apps
    contents/advice contents/kinds contents/windows contents/names contents/pictures
    storage contents/packed contents/plain contents/places contents extraction secrecy files standards years records activities evidence handing bundles arrivals intake statements incidents
    exemptions assignments grants tallies compliance progress reuse targets ledgers scoresheets scores ranges prospects forecasts setup tasks matrix trends dashboards charts
    spreadsheets imports/findings imports/words imports/values imports/reading imports/plans
    imports/facts imports/trees imports/checking imports/sums imports/writing
    imports/template imports/display imports/succession
    forms/lists forms/rows forms/uploads forms/attendance forms/criteria forms/*
    templatetags/*
    views/*
    middleware admin/scope admin/settled admin/reports admin/bulk admin/* admin urls
    management/crowds management/commands/*
""")

DOSSIERS = rooms("""
    blocks querysets sentences models/figures models/templates models/summaries models/letters models/editions
    models/archive models/custody models/inspections models/packages models/verification models apps
    events terms numbering fixity/results fixity/reading fixity/stock fixity/authenticity fixity/files
    fixity/completeness fixity/usability fixity/security fixity/checks fixity/standing fixity
    disposals holdings search admissions retentions proposals backlog boxes filing timelines labels
    wording formulas outlines tallies sources
    numerals windows commonplaces findings manuscripts proofreading
    counting figures summaries letters registers entries catalogues
    likeness factcheck checks staleness previews writing
    differences snapshots readiness
    quotations counted_by definitions carrying chronicle overlaps reports variants
    exports/measures exports/word_parts exports/word_sheet exports/word_tables exports/word_letter exports/word
    exports/table exports/text exports/page exports/pdf_fonts exports/pdf exports/* exports/formats exports
    stationery/places stationery/parts stationery/hazards stationery/sandbox stationery/words
    stationery/styles stationery/tags stationery/grammar stationery/rendering
    stationery/lint stationery/starter stationery/versions stationery
    editions
    packages/names packages/bags packages/zips packages/renditions packages/rules
    packages/choosing packages/materials packages/copies packages/sheets packages/places packages/pages
    packages/bundles packages/preparation packages/delivery
    artefacts subjects samples inspections
    complaints/lines complaints/rows complaints/* complaints/checklist rehearsals
    inspection_forms disposal_forms figure_forms archive_forms catalogue_forms letter_forms search_form template_forms package_forms forms
    templatetags/*
    views/downloads views/*
    admin urls
    management/lookup management/commands/*
""")

CONFIG = rooms("""
    settings uploading catalogue backends context_processors middleware forms views urls wsgi
    demo/moments demo/criteria demo/letter demo/figures_told demo/prose demo/categories
    demo/culture demo/training demo/work demo/papers_filed demo/unfinished demo/events
    demo/diary demo/keeping demo/pictures demo/papers demo/* demo founding
    management/commands/*
""")

# What dossiers may know of campaigns ends where forms begin; its admin shares the scope.
SHARED = [*CAMPAIGNS[: CAMPAIGNS.index("forms/lists")], "admin/scope"]
ORDER = [
    *(f"campaigns/{name}" for name in CAMPAIGNS),
    *(f"dossiers/{name}" for name in DOSSIERS),
    *(f"config/{name}" for name in CONFIG),
]
EXEMPT = {"tests", "migrations"}

# Rooms above the views know the court's work, not the web.
OF_THE_WEB = (
    "django.http",
    "django.shortcuts",
    "django.contrib.messages",
    "django.template.response",
    "django.views",
)


# -- Reading the code -----------------------------------------------------------


def modules():
    """Return {"campaigns/models/people": its source}; a package is its folder."""
    found = {}
    for app in ("campaigns", "dossiers", "config"):
        for path in sorted((ROOT / app).rglob("*.py")):
            place = path.relative_to(ROOT).with_suffix("")
            if EXEMPT.isdisjoint(place.parts):
                name = place.as_posix().removesuffix("/__init__")
                found[name] = path.read_text()
    return found


MODULES = modules()
# A folder's `__init__` that holds nothing is no room.
ROOMS = sorted(name for name, source in MODULES.items() if ast.parse(source).body)


def imports_of(source):
    """Yield every name a module imports, also inside functions, as a path."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.replace(".", "/") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where a name comes from"
            package = node.module.replace(".", "/")
            yield from (f"{package}/{alias.name}" for alias in node.names)


def rooms_used(source):
    """Return which of our rooms a module imports from."""
    used = set()
    for path in imports_of(source):
        # `from campaigns import roles` names a module, `from campaigns.models
        # import User` something in one.
        room = path if path in MODULES else path.rpartition("/")[0]
        if room in MODULES:
            used.add(room)
    return used


def place_of(room):
    """Return where in ORDER a room stands, by name before by star; None if nowhere."""
    if room in ORDER:
        return ORDER.index(room)
    stars = (i for i, name in enumerate(ORDER) if "*" in name and fnmatch(room, name))
    return next(stars, None)


def may_import(room, other):
    """Does `other` stand before `room`, in a part of the house open to it?"""
    if place_of(room) is None or place_of(other) is None:
        return False
    crosses = room.startswith("dossiers/") and other.startswith("campaigns/")
    if crosses and other.removeprefix("campaigns/") not in SHARED:
        return False
    return place_of(other) < place_of(room)


def is_above_the_views(room):
    """Is it a room of an app that stands before its forms and views?"""
    app = room.partition("/")[0]
    if app == "config" or place_of(room) is None:
        return False
    forms = next(i for i, name in enumerate(ORDER) if name.startswith(f"{app}/forms"))
    return place_of(room) < forms


# -- The tests ------------------------------------------------------------------


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_has_its_place(room):
    assert place_of(room) is not None, f"give {room} a place in the order"


def test_every_named_place_has_its_module():
    assert [name for name in ORDER if "*" not in name and name not in ROOMS] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_module_imports_only_what_stands_before_it(room):
    used = rooms_used(MODULES[room])
    assert [other for other in sorted(used) if not may_import(room, other)] == []


@pytest.mark.parametrize("room", [room for room in ROOMS if is_above_the_views(room)])
def test_nothing_above_the_views_knows_the_web(room):
    source = MODULES[room]
    web = tuple(name.replace(".", "/") for name in OF_THE_WEB)
    assert [path for path in imports_of(source) if path.startswith(web)] == []
    arguments = (
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.arg)
    )
    assert [one.lineno for one in arguments if one.arg == "request"] == []


@pytest.mark.parametrize(
    ("room", "other", "allowed"),
    [
        ("campaigns/activities", "campaigns/models", True),
        ("campaigns/models", "campaigns/activities", False),
        ("campaigns/views/pages", "campaigns/views/lists", False),
        ("campaigns/evidence", "dossiers/models", False),
        ("dossiers/figures", "campaigns/progress", True),
        ("dossiers/views/pages", "campaigns/forms/lists", False),
        ("dossiers/views/pages", "campaigns/views/pages", False),
        ("config/urls", "campaigns/urls", True),
        ("campaigns/evidence", "config/settings", False),
        ("campaigns/utils", "campaigns/models", False),
    ],
)
def test_the_order_itself(room, other, allowed):
    assert may_import(room, other) is allowed


def test_an_import_inside_a_function_is_seen():
    source = "def f():\n    from campaigns import roles\n    import config.settings\n"
    assert rooms_used(source) == {"campaigns/roles", "config/settings"}
