"""The surveys application."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.surveys"
    label = "surveys"
    verbose_name = "踏勘"
