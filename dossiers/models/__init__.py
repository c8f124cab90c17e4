"""The tables of the telling room, one file per subject."""

from dossiers.models.archive import (
    ArchiveEvent,
    ArchiveItem,
    Box,
    Disposal,
    ItemPart,
    Retention,
    RetentionRule,
)
from dossiers.models.editions import Edition, EditionFile, Waiver
from dossiers.models.figures import INDICATOR_MEASURES, Figure
from dossiers.models.summaries import Comment, Section, SectionVersion, Summary

__all__ = [
    "INDICATOR_MEASURES",
    "ArchiveEvent",
    "ArchiveItem",
    "Box",
    "Comment",
    "Disposal",
    "Edition",
    "EditionFile",
    "Figure",
    "ItemPart",
    "Retention",
    "RetentionRule",
    "Section",
    "SectionVersion",
    "Summary",
    "Waiver",
]
