"""The foundation application."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as registry
from django.db.models.signals import post_migrate

from oneseal.kernel.access import SYSTEM


class FoundationConfig(AppConfig):
    """Journal, jobs, numbering, access, errors."""

    name = "oneseal.foundation"
    label = "foundation"
    verbose_name = "底座"

    def ready(self) -> None:
        """Declare the foundation's own jobs and checks; have the shipped calendar loaded after every migrate."""
        from oneseal.foundation import checks, housekeeping  # noqa: F401

        post_migrate.connect(load_shipped_calendar, sender=self, dispatch_uid="shipped calendar")


def load_shipped_calendar(apps: Any = registry, **_: object) -> None:
    """Seed the calendar once its tables exist (a migrate to an older state has none; a flush names no apps)."""
    try:
        apps.get_model("foundation", "CalendarIndex")
    except LookupError:
        return
    from oneseal.foundation import calendars

    calendars.ensure_seeded(SYSTEM)
