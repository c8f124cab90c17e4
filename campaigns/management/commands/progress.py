"""Tells the progress of a campaign's criteria: as a table, or as JSON for a program."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from campaigns import forecasts, progress, scoresheets
from campaigns.models import Campaign


class Command(BaseCommand):
    help = "Show what each criterion asks, what counts for it and what is missing."

    def add_arguments(self, parser):
        parser.add_argument("campaign", help="short name of the campaign")
        parser.add_argument("--json", action="store_true", help="for a program")

    def handle(self, *args, **options):
        campaign = _find(options["campaign"])
        report = progress.of(campaign)
        if options["json"]:
            told = _campaign(campaign, report)
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for line in _lines(campaign, report):
            self.stdout.write(line)


def _find(slug):
    campaign = Campaign.objects.select_related("standard").filter(slug=slug).first()
    if campaign is None:
        known = ", ".join(
            Campaign.objects.order_by("slug").values_list("slug", flat=True)
        )
        raise CommandError(
            _("No campaign %(slug)s; there is: %(known)s.")
            % {"slug": slug, "known": known or "—"}
        )
    return campaign


def _campaign(campaign, report):
    sheet = scoresheets.of(campaign)
    forecast = forecasts.of(campaign, report, sheet)
    return {
        "campaign": campaign.slug,
        "name": campaign.name,
        "standard": str(campaign.standard or ""),
        "years": list(report.years),
        "totals": {
            "complete": report.complete,
            "askable": report.askable,
            "points": _number(report.points.total),
            "points_complete": _number(report.points.complete),
            "points_unknown": _number(report.points.unknown),
            "gaps": len(report.gaps),
        },
        "forecast": _forecast(forecast),
        "criteria": [
            _criterion(each) | _judged(each.node.pk, sheet) for each in report.criteria
        ],
        "gaps": [_gap(gap) for gap in report.gaps],
    }


def _criterion(each):
    node = each.node
    return {
        "code": node.code,
        "title": node.title,
        "depth": node.depth,
        "is_leaf": node.is_leaf,
        "state": each.state.value,
        "is_judged_by_visit": each.is_judged_by_visit,
        "points": _number(node.points),
        "points_complete": _number(each.points.complete),
        "points_unknown": _number(each.points.unknown),
        "missing": each.missing,
        "units": [unit.name for unit in each.units],
        "rules": [_rule(rule) for rule in each.rules],
        "is_exempt": each.is_exempt,
        "explanations": [
            {"year": said.year, "reason": said.reason, "by": said.by}
            for said in each.explanations
        ],
        "activities": sorted(each.activities),
        "evidence": sorted(proof.pk for proof in each.evidence),
    }


def _judged(criterion, sheet):
    """Verdicts and every assessor's points; who judged nothing yet is not there."""
    return {
        "verdicts": [
            {"year": row.year, "finding": row.finding, "reason": row.reason}
            for (pk, *_of), row in sheet.verdicts.items()
            if pk == criterion
        ],
        "scores": [
            {
                "assessor": row.assessor,
                "year": row.year,
                "points": _number(row.points),
                "reason": row.reason,
            }
            for (pk, *_of), row in sheet.scores.items()
            if pk == criterion
        ],
    }


def _forecast(forecast):
    """The range with its reasons; a negative-list event that occurred outranks it."""
    points = forecast.points
    return {
        "outlook": forecast.outlook.value,
        "sure": _number(points.sure),
        "likely": _number(points.likely),
        "possible": _number(points.possible),
        "total": _number(points.total),
        "pass_mark": _number(forecast.mark),
        "reasons": [
            {
                "ground": ground.value,
                "criteria_in_a_year": len(items),
                "points": _number(together.total),
            }
            for ground, (items, together) in forecast.by_ground.items()
        ],
        "stopped_by": [event.title for event in forecast.vetoes],
        "unchecked": [event.title for event in forecast.unchecked],
    }


def _rule(rule):
    return {
        "asked": rule.rule.asked,
        "minimum": rule.minimum,
        "year": rule.year,
        "counted": rule.counted,
        "missing": rule.missing,
        "is_met": rule.is_met,
        "is_exempt": rule.is_exempt,
        "surplus": rule.surplus,
    }


def _gap(gap):
    return {
        "code": gap.criterion.code,
        "title": gap.criterion.title,
        "asked": gap.rule.rule.asked,
        "year": gap.rule.year,
        "missing": gap.rule.missing,
        "points": _number(gap.points),
        "units": [unit.name for unit in gap.units],
        "due_on": gap.rule.due_on.isoformat(),
    }


def _lines(campaign, report):
    points = report.points
    yield f"{campaign.name} · {campaign.standard or '—'}"
    yield _(
        "Material complete: %(complete)s of %(askable)s criteria; points %(done)s of "
        "%(total)s, %(unknown)s await a visit."
    ) % {
        "complete": report.complete,
        "askable": report.askable,
        "done": f"{points.complete:g}",
        "total": f"{points.total:g}",
        "unknown": f"{points.unknown:g}",
    }
    for each in report.criteria:
        yield "{}{}  [{}] {}/{}".format(
            "  " * (each.node.depth - 1),
            each.node,
            each.state.label,
            each.met,
            each.asked,
        )
    for gap in report.gaps:
        yield "! {}: {} × {} ({}) {} {}".format(
            gap.criterion.code,
            gap.rule.label,
            gap.rule.missing,
            gap.rule.year or "—",
            "、".join(unit.name for unit in gap.units),
            gap.rule.due_on,
        ).rstrip()


def _number(points):
    return None if points is None else float(points)
