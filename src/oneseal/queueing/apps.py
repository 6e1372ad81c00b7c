"""The queueing application."""

from django.apps import AppConfig


class QueueingConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.queueing"
    label = "queueing"
    verbose_name = "大厅排队"
