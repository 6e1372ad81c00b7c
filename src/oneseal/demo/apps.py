"""Configuration of the demonstration."""

from django.apps import AppConfig

from oneseal.foundation import pages


class DemoConfig(AppConfig):
    """The demonstration bureau; has commands, no tables."""

    name = "oneseal.demo"

    def ready(self) -> None:
        """Offer the accounts to the sign-in pages, which show them only in a demonstration."""
        pages.demonstrate_by(_demonstration)


def _demonstration() -> pages.Demonstration:
    from oneseal.demo import loader

    return loader.demonstration()
