"""The identity application."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.identity"
    label = "identity"
    verbose_name = "人员与组织"
