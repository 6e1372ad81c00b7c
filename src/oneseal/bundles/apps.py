"""The bundles application."""

from django.apps import AppConfig


class BundlesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.bundles"
    label = "bundles"
    verbose_name = "一件事"
