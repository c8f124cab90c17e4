"""Keeping templates in versions, and choosing one for a summary. A report keeps the
version it chose; a newer one only offers itself."""

from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import contents, roles, storage
from campaigns.models import Court
from campaigns.refusals import Refused, refuse
from dossiers import figures, summaries
from dossiers.models import ReportTemplate, Summary, TemplateVersion
from dossiers.stationery import hazards, lint, rendering, starter, words


@dataclass(frozen=True)
class Change:
    """What the check of a newer version says otherwise: findings gone and new."""

    gone: tuple
    new: tuple


def why_not_keep(*, by):
    """The reason `by` keeps no templates, or ""."""
    if not by.has_perm(roles.EDIT_SUMMARY) or not by.court_id:
        return _("Templates are kept by the office.")
    return ""


def add(*, by, name, file):
    """Keep `file` as the first version of a new template."""
    refuse(why_not_keep(by=by) or _why_not_named(name, by))
    checked = _checked(file, by.court)
    with transaction.atomic():
        Court.objects.select_for_update().get(pk=by.court_id)  # one name at a time
        refuse(_why_not_named(name, by))
        template = ReportTemplate.objects.create(court_id=by.court_id, name=name)
        return _keep(template, by, file, checked)


def renew(template, *, by, file):
    """Keep `file` as the next version; what uses an older one goes on using it."""
    refuse(why_not_keep(by=by) or _why_not_of(template, by))
    checked = _checked(file, template.court)
    with transaction.atomic():
        template = ReportTemplate.objects.select_for_update().get(pk=template.pk)
        return _keep(template, by, file, checked)


def offer(template, *, by, is_offered):
    """Offer a template for new choices, or no longer; nothing that uses it changes."""
    refuse(why_not_keep(by=by) or _why_not_of(template, by))
    template.is_offered = is_offered
    template.save(update_fields=["is_offered"])
    return template


def figures_of(court):
    """The figures a template of this court may quote: those of its newest summary."""
    summary = _newest_summary(court)
    return list(summary.campaign.figures.all()) if summary else []


def offered(court):
    """The newest usable version of each template that is offered, by name."""
    rows = TemplateVersion.objects.filter(
        template__court=court, template__is_offered=True, is_usable=True
    ).select_related("template")
    newest = {}
    for row in rows.order_by("template__name", "template", "number"):
        newest[row.template_id] = row
    return list(newest.values())


def newer(version):
    """The newest usable version after this one, or None."""
    if version is None:
        return None
    later = version.template.versions.filter(is_usable=True, number__gt=version.number)
    return later.order_by("-number").first()


def change(older, later):
    """From the findings of one version to those of another."""
    then, now = ([_told(one) for one in each.findings] for each in (older, later))
    return Change(
        tuple(one for one in older.findings if _told(one) not in now),
        tuple(one for one in later.findings if _told(one) not in then),
    )


def why_not_choose(summary, version, *, by):
    """The reason `by` may not have the summary printed in this version, or ""; None
    for the standard layout."""
    if why := summaries.why_not_edit(summary.campaign, by=by):
        return why
    if version is None:
        return ""
    if version.template.court_id != summary.campaign.court_id:
        return _("This template belongs to another court.")
    if not version.is_usable:
        return _("This version has faults; correct the file and upload it again.")
    unknown = lint.unknown_figures(version.figures, figures.of(summary))
    if unknown:
        told = _("The template quotes what is no figure of this summary: %(names)s.")
        return told % {"names": "、".join(unknown)}
    return ""


@transaction.atomic
def choose(summary, version, *, by):
    """Print the summary's Word file in `version`, None for the standard layout."""
    summary = Summary.objects.select_for_update(of=("self",)).get(pk=summary.pk)
    refuse(why_not_choose(summary, version, by=by))
    summary.template = version
    summary.save(update_fields=["template"])
    return summary


def trial(version):
    """The bytes of a trial rendering; raises `rendering.Failed`."""
    content = rendering.content_of(version)
    material = lint.named(material_of(version.template.court), version.figures)
    return rendering.render(content, material.document, material.context)


def material_of(court):
    """The newest summary of the court, or before there is one a sample."""
    summary = _newest_summary(court)
    if summary is None:
        return _sample(court)
    document, facts = summaries.draft(summary)
    context = words.context(summary, document, facts)
    return lint.Material(document, facts, context, summary.title)


def _newest_summary(court):
    rows = Summary.objects.filter(campaign__court=court)
    return rows.select_related("campaign__court").order_by("-year", "-pk").first()


def _sample(court):
    document = starter.SAMPLE
    context = words.context(starter.summary_of(court), document, {})
    return lint.Material(document, {}, context, _("sample text"), has_facts=False)


def _checked(file, court):
    """What the check says, as the row keeps it; slow, so never while rows are locked."""
    hazards.refuse(file, file.name)
    content = file.read()
    file.seek(0)
    material = material_of(court)
    findings, quoted = lint.check(content, material)
    algorithm, digest = contents.digest(file)
    return {
        "algorithm": algorithm,
        "digest": digest,
        "size": len(content),
        "findings": [one.as_data() for one in findings],
        "figures": quoted,
        "tried_with": material.name,
        "is_usable": not any(one.is_hard for one in findings),
    }


def _keep(template, by, file, checked):
    last = template.versions.order_by("-number").first()
    content = checked["algorithm"], checked["digest"]
    if last and last.is_usable and (last.algorithm, last.digest) == content:
        raise Refused(_("This is the same file as version %(n)s.") % {"n": last.number})
    return TemplateVersion.objects.create(
        template=template,
        number=last.number + 1 if last else 1,
        file_name=contents.safe_name(file.name),
        file=_write(checked["digest"], file),
        uploaded_by=by,
        **checked,
    )


def _write(digest, file):
    """By content: the same file is on disk once, whatever uses it."""
    path = f"templates/{digest[:2]}/{digest}.docx"
    if default_storage.exists(path) and _digest_at(path) != digest:
        default_storage.delete(path)  # altered there, and nobody may print with it
    return storage.write(path, file)


def _digest_at(path):
    with default_storage.open(path) as kept:
        return contents.digest(kept)[1]


def _why_not_named(name, by):
    if ReportTemplate.objects.filter(court=by.court_id, name=name).exists():
        return _("There is a template of this name already.")
    return ""


def _why_not_of(template, by):
    if template.court_id != by.court_id:
        return _("This template belongs to another court.")
    return ""


def _told(finding):
    return finding["kind"], finding["excerpt"], finding["message"]
