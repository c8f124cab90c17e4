"""What may enter the archive: the reasons against filing, correcting, replacing."""

import re

from django.utils.translation import gettext as _

from campaigns import records, roles, secrecy
from campaigns.models import Campaign, Evidence, Reading
from dossiers import numbering
from dossiers.models import ArchiveItem, ItemPart

OWNERS = (
    "stored_file",
    "activity__campaign",
    "statement__campaign",
    "honour__campaign",
    "reading__indicator",
)
TITLE_LENGTH = ArchiveItem._meta.get_field("title").max_length

# A mark that stands alone in brackets; those with a star `secrecy` knows.
BRACKETED = re.compile(r"[\[【〔(（]\s*[绝机秘]密\s*[\]】〕)）]")


def why_not_file(evidences, *, by):
    """The reason `by` may not file these together, or ""."""
    if why := why_not_keep(by):
        return why
    if not evidences:
        return _("Choose at least one piece of proof.")
    held = held_now(evidences)
    return (
        _why_not_together(held, len(set(evidences)), by)
        or _why_not_counting(held)
        or _why_filed(held)
    )


def why_not_keep(by):
    """The reason `by` may not file, number, box or correct at all, or ""."""
    if not by.has_perm(roles.FILE_ARCHIVE) or by.court_id is None:
        return _("Filing is for the office.")
    return ""


def why_not_correct(item, *, by):
    """The reason `by` may not correct this item, or ""."""
    if why := why_not_keep(by):
        return why
    if item.court_id != by.court_id:
        return _("This item belongs to another court.")
    if item.is_destroyed:
        return _("This item was destroyed by a retention decision.")
    return ""


def why_not_replace_part(item, part, *, by):
    """The reason `by` may not put other proof in the place of this part, or ""."""
    if why := why_not_correct(item, by=by):
        return why
    if part.item_id != item.pk or part.withdrawn_at:
        return _("This part has been withdrawn already.")
    if part.evidence_id is None:
        return _("An edition stands as it was issued; issue another one.")
    return ""


def why_not_file_edition(edition, *, by):
    """The reason this edition cannot be filed by `by`, or ""."""
    if edition.issued_by_id != by.pk and (why := why_not_keep(by)):
        return why
    if edition.summary.campaign.court_id != by.court_id:
        return _("This edition belongs to another court.")
    if item := ArchiveItem.objects.filter(edition=edition).first():
        return _("It is filed already as %(code)s.") % {"code": item.code}
    unit = unit_of(edition.issued_by)
    if unit is None:
        return _("The court has no unit to file it under.")
    return numbering.why_not_number(by.court, unit=unit, retention="Y")


# -- What the proof is ---------------------------------------------------------------


def held_now(evidences):
    """The entries as they stand now, in the order they were given."""
    order = [row.pk for row in evidences]
    rows = Evidence.objects.filter(pk__in=order).select_related(*OWNERS)
    return sorted(rows, key=lambda row: order.index(row.pk))


def campaign_of(held):
    """The campaign of the records; of readings alone the latest over their day, else
    the first after it: what was read before it began is what it is compared with."""
    owners = [row.owner for row in held]
    if named := next((o.campaign for o in owners if not isinstance(o, Reading)), None):
        return named
    day = owners[0].ends_on
    campaigns = Campaign.objects.newest_first()
    campaigns = campaigns.filter(court=owners[0].indicator.court_id, ends_on__gte=day)
    return campaigns.filter(starts_on__lte=day).first() or campaigns.last()


def unit_of(issuer):
    """The unit an edition is filed under: the issuer's, otherwise the office's."""
    if issuer.unit_id:
        return issuer.unit
    people = issuer.court.people.filter(groups__name=roles.OFFICE, unit__isnull=False)
    office = people.order_by("pk").first()
    return office.unit if office else issuer.court.units.active().first()


# -- Single rules ---------------------------------------------------------------------


def _why_not_together(held, asked, by):
    if len(held) != asked:
        return _("This entry is no longer there.")
    if any(records.court_of(row.owner) != by.court_id for row in held):
        return _("The proof belongs to another court.")
    campaigns = {row.owner.campaign for row in held if row.reading_id is None}
    if len(campaigns) > 1:
        return _("An item holds proof of one campaign.")
    if campaign_of(held) is None:
        return _("No campaign lasts until the day of this reading.")
    return ""


def _why_not_counting(held):
    rows = Evidence.objects.filter(pk__in=[row.pk for row in held])
    there = set(rows.current().values_list("pk", flat=True))
    if gone := next((row for row in held if row.pk not in there), None):
        return _("“%(name)s” was replaced or removed.") % {"name": gone}
    counting = set(rows.counting().values_list("pk", flat=True))
    if idle := next((row for row in held if row.pk not in counting), None):
        told = _("The record of “%(name)s” is not confirmed or signed yet.")
        return told % {"name": idle}
    return ""


def _why_filed(held):
    parts = ItemPart.objects.current().filter(evidence__in=held)
    if part := parts.select_related("item").first():
        told = _("“%(name)s” is filed already as %(code)s.")
        return told % {"name": part, "code": part.item.code}
    return ""


def why_not_title(title):
    if not title.strip():
        return _("Give the item a title.")
    if len(title) > TITLE_LENGTH:
        return _("The title is longer than %(most)s characters.") % {
            "most": TITLE_LENGTH
        }
    if secrecy.mark_in(title) or BRACKETED.search(title):
        return _("The title bears a mark of secrecy; what is secret may not enter.")
    return ""


def why_not_secrecy(grade):
    if grade not in ArchiveItem.Secrecy.values:
        return _("What is secret may not enter.")
    return ""


def why_not_year(year, formed_on):
    """What spans two years belongs to the one it ended in (DA/T 22-2015)."""
    if year - formed_on.year not in (0, 1):
        return _("The year is the one the item was formed or ended in.")
    return ""


def why_not_shown(held, is_confidential):
    if is_confidential is False and any(row.is_confidential for row in held):
        return _("Some of its proof is for the archive only; so is the item.")
    return ""
