"""The seals application."""

from django.apps import AppConfig


class SealsConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.seals"
    label = "seals"
    verbose_name = "电子印章"
