"""The administration: reference data, people, and criteria with their progress."""

from campaigns.admin import activities, campaigns, log, people, standards

__all__ = ["activities", "campaigns", "log", "people", "standards"]
