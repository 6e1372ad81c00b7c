"""What the pages of training have in common: tabs, people and items to choose from."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from oneseal.catalog import selectors as catalog
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_
from oneseal.training import selectors

TABS = (
    ("training:mine", N_("我的学习")),
    ("training:sessions", N_("课程和班次")),
    ("training:exams", N_("业务考核")),
    ("training:rotations", N_("轮岗")),
    ("training:matrix", N_("技能矩阵")),
    ("training:regulations", N_("工作制度")),
)


def tabs(here: str) -> list[dict[str, Any]]:
    """The tabs of training."""
    return [{"label": gettext(label), "url": reverse(name), "current": name == here} for name, label in TABS]


def keeps(actor: Actor) -> bool:
    """Whether the actor writes training records."""
    return actor.has(*selectors.KEEPERS)


def people(actor: Actor) -> list[tuple[int, str]]:
    """Everybody in service but the actor, to choose from."""
    rows = identity.search_staff(actor).exclude(pk=actor.staff_id)
    rows = rows.order_by("section__order", "section_id", "number")
    return [(each.pk, f"{each.name}（{each.section.name}）") for each in rows]


def items(actor: Actor) -> list[tuple[int, str]]:
    """The items in use, to choose from."""
    return [(each.pk, each.name) for each in catalog.active_items(actor)]
