"""The training application."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.training"
    label = "training"
    verbose_name = "培训与技能"
