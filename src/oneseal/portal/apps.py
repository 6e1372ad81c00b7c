"""The portal application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.portal"
    label = "portal"
    verbose_name = "门户"
