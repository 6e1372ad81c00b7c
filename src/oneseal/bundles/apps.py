"""The bundles application."""

from django.apps import AppConfig


class BundlesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.bundles"
    label = "bundles"
    verbose_name = "一件事"

    def ready(self) -> None:
        """Let people open the documents about a joint application; keep its correction in one notice."""
        from oneseal.bundles.selectors import documents_visible
        from oneseal.bundles.services.correcting import object_to_single_notice
        from oneseal.cases.extensions import object_to
        from oneseal.cases.rules.states import Act
        from oneseal.documents.selectors import register_reader

        register_reader("joint", documents_visible)
        object_to(Act.REQUEST_CORRECTION, object_to_single_notice)
