"""The notices application."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.notices"
    label = "notices"
    verbose_name = "消息"
