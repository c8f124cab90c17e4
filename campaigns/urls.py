"""The pages of the records room, in the order a person works."""

from django.urls import path

urlpatterns = [
    # Home and setting up
    # Activities
    # Awaiting confirmation
    # Evidence
    # Progress
    # Statements
    # Readings, honours, negative list
]
