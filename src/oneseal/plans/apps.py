"""The plans application."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.plans"
    label = "plans"
    verbose_name = "规划图层"

    def ready(self) -> None:
        """Let colleagues open the reports."""
        from oneseal.documents.selectors import register_reader
        from oneseal.plans.selectors import documents_visible

        register_reader("site_check", documents_visible)
