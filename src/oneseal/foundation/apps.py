"""The foundation application."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Journal, jobs, numbering, access, errors."""

    name = "oneseal.foundation"
    label = "foundation"
    verbose_name = "底座"
