"""What a campaign stands on: criteria with proof or a written explanation, honours with
their papers, statements signed in time, the negative list checked, a true summary."""

from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dossiers.complaints.lines import Line, of_record

# Statements are signed at the kick-off of the year (award.md 2.2): in spring.
SIGNED_UNTIL = (3, 31)


def criteria(material):
    """What asks for material and has neither proof nor a written 不适用."""
    for each in material.report.criteria:
        is_bare = not each.activities and not each.evidence and not each.explanations
        if each.node.is_leaf and each.rules and is_bare:
            url = reverse("criterion", args=[each.node.pk])
            units = frozenset(unit.pk for unit in each.units)
            names = "、".join(unit.name for unit in each.units)
            asked = dict.fromkeys(str(rule.label) for rule in each.rules)
            told = _("asked: %(what)s") % {"what": "、".join(asked)}
            yield Line(str(each.node), url, told, units, names)


def honours(material):
    """奖项核对: a plaque without the paper that awarded it."""
    for row in material.honours:
        if not material.by_honour.get(row.pk):
            yield of_record(row, "honour", row.giver, row.unit)


def unsigned(material):
    for row in material.statements:
        if not row.is_signed:
            yield of_record(row, "statement", _lacking_signature(row), row.unit)


def signed_late(material):
    for row in material.statements:
        if row.is_signed:
            day = localdate(max(row.unit_signed_at, row.court_signed_at))
            if day > date(row.year, *SIGNED_UNTIL):
                told = _("signed on %(day)s") % {"day": day}
                yield of_record(row, "statement", told, row.unit)


def vetoes(material):
    for check in material.events:
        if check.incident is None:
            url = reverse("incident-check", args=[check.rule.pk])
            yield Line(str(check.rule), url, check.rule.get_consequence_display())


def edition(material):
    """Figures of the newest edition that the records now tell otherwise."""
    if material.edition is None:
        return
    url = material.edition.get_absolute_url()
    for key, told in material.edition.facts.items():
        fact = material.facts.get(key)
        now = (fact.text, fact.listed) if fact else ("", "")
        if now != (told["text"], told["listed"]):
            yield Line(told["label"], url, f"{told['text']} → {now[0] or '—'}")


def _lacking_signature(row):
    if row.unit_signed_at is None:
        return _("the unit has not signed")
    return _("the court has not signed")
