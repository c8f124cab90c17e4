"""The records an inspector can ask about, found again by their kind and key."""

from campaigns.models import Activity, Evidence, Honour, Reading, Statement
from dossiers.models import Subject

MODELS = {
    Subject.ACTIVITY: (Activity, ("category", "unit", "campaign")),
    Subject.HONOUR: (Honour, ("unit", "person", "campaign")),
    Subject.READING: (Reading, ("indicator",)),
    Subject.STATEMENT: (Statement, ("unit", "campaign")),
    Subject.EVIDENCE: (Evidence, ("stored_file", "activity")),
}


def find(subject, pk, *, by):
    """The record as it stands now, or None where there is none `by` may see."""
    if subject not in MODELS or pk is None:
        return None
    model, related = MODELS[subject]
    rows = model.objects.visible_to(by).select_related(*related)
    return rows.filter(pk=pk).first()


def entries_of(subject, record, *, by):
    """The current proof of a record that `by` may see."""
    rows = Evidence.objects.visible_to(by).current().select_related("stored_file")
    path = "pk" if subject == Subject.EVIDENCE else str(subject)
    return list(rows.filter(**{path: record.pk}).order_by("pk"))
