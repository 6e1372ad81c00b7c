"""The documents application."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.documents"
    label = "documents"
    verbose_name = "文书与文件"
