"""The cases application."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.cases"
    label = "cases"
    verbose_name = "办件"
