"""The tables of the telling room, one file per subject."""

from dossiers.models.archive import (
    ArchiveItem,
    Box,
    ItemPart,
    Retention,
    RetentionRule,
)
from dossiers.models.custody import ArchiveEvent, Disposal
from dossiers.models.editions import Edition, EditionFile, Waiver
from dossiers.models.figures import INDICATOR_MEASURES, Figure
from dossiers.models.inspections import (
    Finding,
    Place,
    Rehearsal,
    Sample,
    Subject,
)
from dossiers.models.letters import Letter
from dossiers.models.packages import Package, PackageFile, PackageSeal
from dossiers.models.summaries import Comment, Section, SectionVersion, Summary
from dossiers.models.templates import ReportTemplate, TemplateVersion
from dossiers.models.verification import (
    CheckTally,
    Conclusion,
    Erasure,
    Verification,
    VerificationResult,
)

__all__ = [
    "INDICATOR_MEASURES",
    "ArchiveEvent",
    "ArchiveItem",
    "Box",
    "CheckTally",
    "Comment",
    "Conclusion",
    "Disposal",
    "Edition",
    "EditionFile",
    "Erasure",
    "Figure",
    "Finding",
    "ItemPart",
    "Letter",
    "Package",
    "PackageFile",
    "PackageSeal",
    "Place",
    "Rehearsal",
    "ReportTemplate",
    "Retention",
    "RetentionRule",
    "Sample",
    "Section",
    "SectionVersion",
    "Subject",
    "Summary",
    "TemplateVersion",
    "Verification",
    "VerificationResult",
    "Waiver",
]
