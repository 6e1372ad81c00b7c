"""Configuration of the demonstration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration bureau; has commands, no tables."""

    name = "oneseal.demo"
