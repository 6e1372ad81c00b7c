"""The catalog application."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.catalog"
    label = "catalog"
    verbose_name = "事项目录"
