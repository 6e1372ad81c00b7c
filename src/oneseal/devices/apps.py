"""The devices application."""

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from oneseal.foundation import pages
from oneseal.foundation.access import machine_of
from oneseal.foundation.pages import NavItem
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

WATCHERS = frozenset(
    {
        Role.CLERK,
        Role.SECTION_HEAD,
        Role.BUREAU_HEAD,
        Role.COORDINATOR,
        Role.SUPERVISOR,
        Role.ADMINISTRATOR,
    }
)
GUIDES = frozenset({Role.CLERK, Role.COORDINATOR})
CLERKS = frozenset({Role.CLERK})


class DevicesConfig(AppConfig):
    """See README.md beside this file."""

    name = "oneseal.devices"
    label = "devices"
    verbose_name = "自助设备"

    def ready(self) -> None:
        """Offer the pages and the second screen; put the device's bar on every page that is shown on a device."""
        from oneseal.cases import extensions
        from oneseal.documents.selectors import register_access
        from oneseal.hall import extensions as slips

        pages.offer(
            NavItem(N_("自助设备"), "devices:devices", "intake", WATCHERS, "device-desktop", 6, _in_trouble)
        )
        pages.offer(NavItem(N_("设备呼叫"), "devices:calls", "intake", GUIDES, "headset", 7, _calling))
        pages.offer(NavItem(N_("调用填单机的表"), "devices:sheets", "intake", CLERKS, "file-import", 8))
        extensions.offer_panel(
            extensions.Panel(
                key="second_screen",
                title=N_("请申请人核对"),
                template="devices/desk/question.html",
                context=_question,
                icon="signature",
                audience=frozenset({extensions.CHECK, extensions.BENCH}),
            )
        )
        slips.offer_slip_panel(
            slips.SlipPanel(
                "second_screen", N_("请办事人签收"), "devices/desk/question.html", _slip_question, "signature"
            )
        )
        register_access("confirmation_signature", _may_see)
        pages.add_part("devices/bar.html", _on_device)


def _in_trouble(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.devices import selectors

    return [selectors.in_trouble(actor)]


def _on_device(request: "HttpRequest") -> bool:
    return bool(machine_of(request))


def _calling(actor: Actor) -> "list[QuerySet[Any]]":
    from oneseal.devices import selectors

    return [selectors.calling(actor)]


def _question(actor: Actor, case: Any) -> Any:
    from oneseal.devices.shown import question_of

    return question_of(actor, case)


def _slip_question(actor: Actor, slip: Any) -> Any:
    from oneseal.devices.shown import slip_question_of

    return slip_question_of(actor, slip)


def _may_see(actor: Actor, file: Any) -> bool:
    from oneseal.devices import selectors

    return selectors.may_read_signature(actor, file.pk)
