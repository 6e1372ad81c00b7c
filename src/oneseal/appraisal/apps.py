"""The appraisal application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import AT_DESK, EVERYONE, STAFF, Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet

AMENITY_HINT = N_("复印、雨具、充电、母婴室在哪里，现在能不能用")


class AppraisalConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.appraisal"
    label = "appraisal"
    verbose_name = "窗口考核"

    def ready(self) -> None:
        """Offer the pages; say who may open bulletins and photographs."""
        from oneseal.documents.selectors import register_access, register_reader

        keepers = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})
        pages.offer(NavItem(N_("窗口考核"), "appraisal:mine", "people", STAFF, "award", 60, _appeals))
        pages.offer(
            NavItem(N_("通报签收"), "appraisal:deliveries", "people", AT_DESK, "speakerphone", 61, _copies)
        )
        pages.offer(
            NavItem(N_("行为规范与违规"), "appraisal:violations", "people", STAFF, "flag", 62, _verify)
        )
        pages.offer(NavItem(N_("巡查整改"), "appraisal:patrols", "intake", STAFF, "list-search", 80, _found))
        pages.offer(
            NavItem(N_("便民设施"), "appraisal:desk_amenities", "intake", keepers, "tool", 82, _tickets)
        )
        pages.offer(
            NavItem(
                N_("便民设施"), "appraisal:amenities", "notice", EVERYONE, "accessible", 70, hint=AMENITY_HINT
            )
        )
        register_reader("bulletin", _may_open)
        register_access("patrol_photo", _may_see)


def _appeals(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.appraisal import selectors

    return [selectors.appeals_waiting(actor)]


def _copies(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.appraisal import selectors

    return [selectors.deliveries_waiting(actor)]


def _verify(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.appraisal import selectors

    return [selectors.to_verify(actor)]


def _found(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.appraisal import selectors

    return [selectors.findings_waiting(actor)]


def _tickets(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.appraisal import selectors

    return [selectors.tickets_waiting(actor)]


def _may_open(actor: Actor, bulletin_id: int) -> bool:
    from oneseal.appraisal import selectors

    return selectors.may_open_bulletin(actor, bulletin_id)


def _may_see(actor: Actor, file: Any) -> bool:
    from oneseal.appraisal import selectors

    return selectors.may_read_photo(actor, file.pk)
