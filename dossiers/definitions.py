"""Defining figures: what a definition must say, and what would count nothing or wrongly.

`faults` is the one list of reasons; forms show each at its field, verbs refuse the first.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.refusals import refuse
from dossiers import counted_by, formulas, quotations, summaries
from dossiers.models import INDICATOR_MEASURES, Figure

M = Figure.Measure
W = Figure.Window
OF_ACTIVITIES = quotations.OF_ACTIVITIES
FILTERS = {
    "category": OF_ACTIVITIES,
    "unit": OF_ACTIVITIES,
    "criterion": OF_ACTIVITIES,
    "words": (*OF_ACTIVITIES, M.HONOURS),
    "indicator": INDICATOR_MEASURES,
    "items": (M.LIST_LENGTH,),
    "formula": (M.FORMULA,),
}
COPIED = [
    field.attname
    for field in Figure._meta.concrete_fields
    if field.attname not in ("id", "key", "label")
]


def faults(figure):
    """Yield (field, reason) for everything that makes the definition impossible."""
    yield from _name(figure)
    yield from faults_apart_from_name(figure)


def faults_apart_from_name(figure):
    """The same for a figure whose name is known to be free; asks no query of its own."""
    for check in (
        _needed,
        _unused,
        _foreign,
        _window,
        _dates,
        counted_by.faults,
        _formula,
    ):
        yield from check(figure)


def why_not_define(campaign, *, by):
    return summaries.why_not_edit(campaign, by=by)


def why_not_change(figure, *, by):
    return why_not_define(figure.campaign, by=by)


def why_not_drop(figure, *, by):
    return why_not_change(figure, by=by) or _why_needed(figure, _names(figure))


@transaction.atomic
def define(campaign, *, by, **values):
    """Add a figure; the key, which files and commands call it, is given to it."""
    refuse(why_not_define(campaign, by=by))
    figure = Figure(campaign=campaign, **values)
    figure.key = figure.key or _free_key(campaign)
    refuse(_first_fault(figure))
    figure.save()
    return figure


@transaction.atomic
def change(figure, *, by, **values):
    """Change what a figure counts; every sentence that quotes it tells the new number."""
    figure = Figure.objects.select_for_update().get(pk=figure.pk)
    refuse(why_not_change(figure, by=by))
    for name, value in values.items():
        setattr(figure, name, value)
    refuse(_first_fault(figure))
    figure.save()
    return figure


@transaction.atomic
def copy(figure, *, by):
    """Add a figure that counts the same, under a free name, to be changed next."""
    refuse(why_not_change(figure, by=by))
    values = {name: getattr(figure, name) for name in COPIED}
    return Figure.objects.create(
        **values, key=_free_key(figure.campaign), label=_free_label(figure)
    )


@transaction.atomic
def drop(figure, *, by):
    refuse(why_not_drop(figure, by=by))
    figure.delete()


def _first_fault(figure):
    return next((reason for _field, reason in faults(figure)), "")


# -- What can be wrong with a definition ---------------------------------------------


def _name(figure):
    others = figure.campaign.figures.exclude(pk=figure.pk).values_list("key", "label")
    if figure.label in {name for row in others for name in row}:
        yield "label", _("Another figure has this name.")
    if figure.pk is None:
        return
    old = Figure.objects.get(pk=figure.pk)
    changed = {*_names(old)} - {*_names(figure)}
    if changed and (why := _why_needed(old, changed)):
        yield "label" if old.label in changed else "key", why


def _needed(figure):
    measure = figure.measure
    if measure in INDICATOR_MEASURES and figure.indicator_id is None:
        yield "indicator", _("Choose the indicator that is measured.")
    if measure == M.LIST_LENGTH and not figure.items:
        yield "items", _("Write the items of the list.")
    if measure == M.ANNIVERSARY and not figure.base_year:
        yield "base_year", _("Say which year was the first.")
    if measure == M.FORMULA and not figure.formula.strip():
        yield "formula", _("Write the formula.")


def _unused(figure):
    """A filter the measure does not look at would promise what is not done."""
    for field, measures in FILTERS.items():
        given = getattr(figure, f"{field}_id", None) or getattr(figure, field, None)
        if given and figure.measure not in measures:
            yield (
                field,
                _("“%(measure)s” does not look at this; leave it empty.")
                % {"measure": figure.get_measure_display()},
            )


def _foreign(figure):
    """What another court owns, or another standard asks, counts nothing here."""
    court = figure.campaign.court_id
    for field in ("category", "unit", "indicator"):
        chosen = getattr(figure, field)
        if chosen and chosen.court_id != court:
            yield field, _("This belongs to another court.")
    criterion = figure.criterion
    if criterion and criterion.standard_id != figure.campaign.standard_id:
        yield "criterion", _("This criterion belongs to another standard.")


def _window(figure):
    window, before_after = figure.window, figure.measure == M.INDICATOR_BEFORE_AFTER
    if window == W.AS_OF_YEAR and before_after:
        yield "window", _("From before to now ends now; choose another window.")
    elif (window == W.AS_OF_YEAR or before_after) and not figure.window_year:
        yield "window_year", _("Say which year the window ends with.")
    if before_after and (figure.window_year or 0) >= figure.campaign.ends_on.year:
        yield (
            "window_year",
            _("Nothing can be read after this year; choose an earlier."),
        )
    if window == W.EACH_YEAR and figure.measure != M.ACTIVITIES:
        yield "window", _("“Each year” can be told of activities only.")


def _dates(figure):
    campaign, first, last = figure.campaign, figure.window_from, figure.window_to
    since = figure.base_year if figure.measure == M.ANNIVERSARY else None
    if since and since >= campaign.ends_on.year:
        yield "base_year", _("The first year must lie before the campaign ends.")
    if figure.window != W.CUSTOM:
        return
    if not first or not last:
        yield "window_from" if not first else "window_to", _("Enter both days.")
    elif last < first:
        yield "window_to", _("The last day lies before the first.")
    elif figure.measure not in INDICATOR_MEASURES and (
        last < campaign.starts_on or first > campaign.ends_on
    ):
        yield "window_from", _("These days lie outside the campaign: nothing counts.")


def _formula(figure):
    if figure.measure != M.FORMULA or not figure.formula.strip():
        return
    why = (
        _why_unreadable(figure)
        or _why_unknown(figure)
        or _why_circular(figure)
        or _why_unlike(figure)
    )
    if why:
        yield "formula", why


def _why_unreadable(figure):
    try:
        asked = formulas.read(figure.formula)[1]
    except formulas.Unreadable:
        return _("Write names in braces joined by + - × ÷: {Figure A} - {Figure B}.")
    return "" if asked else _("A formula needs at least one figure in braces.")


def _why_unknown(figure):
    known = _by_name(figure)
    lost = [name for name in formulas.names(figure.formula) if name not in known]
    if not lost:
        return ""
    return _("No figure has this name: %(names)s. Choose one from the list.") % {
        "names": "、".join(lost)
    }


def _why_circular(figure):
    circle = _circle(figure, _by_name(figure), ())
    if not circle:
        return ""
    return _("It would be calculated from itself: %(path)s.") % {
        "path": " → ".join(circle)
    }


def _circle(figure, known, path):
    """The labels from a figure back to itself, or ()."""
    path = (*path, figure.label)
    if figure.label in path[:-1]:
        return path
    for name in formulas.names(figure.formula):
        if name in known and (found := _circle(known[name], known, path)):
            return found
    return ()


def _why_unlike(figure):
    """人次 and 人 are not added, nor taken from each other."""
    if formulas.multiplies(figure.formula):
        return ""
    known = _by_name(figure)
    parts = [known[name] for name in formulas.names(figure.formula)]
    first = parts[0]
    for other in parts[1:]:
        if not counted_by.is_like(first.counting_word, other.counting_word):
            return _(
                "%(one)s is told in %(word)s and %(other)s in %(another)s; they cannot "
                "be added or taken from each other."
            ) % {
                "one": first.label,
                "word": first.counting_word or "—",
                "other": other.label,
                "another": other.counting_word or "—",
            }
    return ""


def _by_name(figure):
    """The figures of the campaign by label and key, this one as it would be."""
    rows = [row for row in figure.campaign.figures.all() if row.pk != figure.pk]
    return {name: row for row in (*rows, figure) for name in _names(row) if name}


def _names(figure):
    return (figure.key, figure.label)


def _why_needed(figure, names):
    if sentence := quotations.first_of(names, figure.campaign_id):
        return _("The summary quotes it: %(sentence)s") % {"sentence": sentence}
    for other in figure.campaign.figures.exclude(formula=""):
        if set(names) & set(formulas.names(other.formula)):
            return _("%(name)s is calculated from it.") % {"name": other.label}
    return ""


def _free_key(campaign):
    taken = set(campaign.figures.values_list("key", flat=True))
    number = len(taken) + 1
    while f"figure_{number}" in taken:
        number += 1
    return f"figure_{number}"


def _free_label(figure):
    taken = set(figure.campaign.figures.values_list("label", flat=True))
    number, stem = 2, figure.label[:44]
    while f"{stem}（{number}）" in taken:
        number += 1
    return f"{stem}（{number}）"
