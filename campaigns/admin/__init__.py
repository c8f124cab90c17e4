"""The administration: reference data, people, and criteria with their progress."""

from campaigns.admin import activities, campaigns, criteria, log, people, standards

__all__ = ["activities", "campaigns", "criteria", "log", "people", "standards"]
