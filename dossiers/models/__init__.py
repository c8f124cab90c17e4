"""The tables of the telling room, one file per subject."""

from dossiers.models.editions import Edition, EditionFile, Waiver
from dossiers.models.figures import INDICATOR_MEASURES, Figure
from dossiers.models.summaries import Comment, Section, SectionVersion, Summary

__all__ = [
    "INDICATOR_MEASURES",
    "Comment",
    "Edition",
    "EditionFile",
    "Figure",
    "Section",
    "SectionVersion",
    "Summary",
    "Waiver",
]
