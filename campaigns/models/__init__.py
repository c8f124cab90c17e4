"""The tables, one file per subject, in the order a campaign meets them."""

from campaigns.models.activities import Activity, Category, TrainingRecord
from campaigns.models.assessments import Exemption, Score, Task, Verdict
from campaigns.models.campaigns import (
    Assignment,
    Campaign,
    CampaignYear,
    Grant,
    Incident,
)
from campaigns.models.commitments import Statement, Target
from campaigns.models.evidence import Evidence, FileText, Opening, StoredFile
from campaigns.models.frozen import Frozen, Lasting
from campaigns.models.indicators import Honour, Indicator, Reading
from campaigns.models.people import Court, Unit, User
from campaigns.models.records import Record
from campaigns.models.standards import (
    Criterion,
    CriterionMapping,
    EvidenceRule,
    Method,
    Standard,
    VetoRule,
)

__all__ = [
    "Activity",
    "Assignment",
    "Campaign",
    "CampaignYear",
    "Category",
    "Court",
    "Criterion",
    "CriterionMapping",
    "Evidence",
    "EvidenceRule",
    "Exemption",
    "FileText",
    "Frozen",
    "Grant",
    "Honour",
    "Incident",
    "Indicator",
    "Lasting",
    "Method",
    "Opening",
    "Reading",
    "Record",
    "Score",
    "Standard",
    "Statement",
    "StoredFile",
    "Target",
    "Task",
    "TrainingRecord",
    "Unit",
    "User",
    "Verdict",
    "VetoRule",
]
