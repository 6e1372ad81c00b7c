"""Configuration of the demonstration."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.conf import settings

from oneseal.foundation import pages

if TYPE_CHECKING:
    from oneseal.catalog.rules.composing_parts import Design


class DemoConfig(AppConfig):
    """The demonstration bureau; has commands, no tables."""

    name = "oneseal.demo"

    def ready(self) -> None:
        """Offer the accounts to the sign-in pages, which show them only in a demonstration."""
        from oneseal.reform.extensions import Example, offer_example

        pages.demonstrate_by(_demonstration)
        offer_example(Example("industrial", "来源案例：工业项目并联审批", _industrial, lambda: settings.DEMO))


def _industrial() -> "Design":
    from oneseal.demo.industrial import industrial

    return industrial()


def _demonstration() -> pages.Demonstration:
    from oneseal.demo import loader

    return loader.demonstration()
