"""What the pages of the entry ledger have in common."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from oneseal.entry import selectors
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_

TABS = (
    ("entry:board", N_("单位进驻情况")),
    ("entry:items", N_("事项台账")),
    ("entry:figures", N_("单位报数")),
    ("entry:lists", N_("单位名单")),
    ("entry:breaches", N_("体外办件")),
    ("entry:alls", N_("窗口五全")),
)


def tabs(here: str) -> list[dict[str, Any]]:
    """The tabs of the ledger."""
    return [{"label": gettext(label), "url": reverse(name), "current": name == here} for name, label in TABS]


def units_of(actor: Actor) -> list[tuple[int, str]]:
    """Units to choose from."""
    return [(row.pk, row.unit.name) for row in selectors.visible_units(actor)]
