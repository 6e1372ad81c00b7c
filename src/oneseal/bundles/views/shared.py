"""What the pages of bundles have in common: the shell by who looks, the line of stages, refusals in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from oneseal.bundles.models import Joint
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_

TONES = {
    "draft": "grey",
    "waiting": "grey",
    "lacking": "amber",
    "running": "blue",
    "granted": "green",
    "done": "green",
    "refused": "red",
    "ended": "grey",
    "stopped": "grey",
    "withdrawn": "grey",
    "sent": "amber",
    "taken": "blue",
    "returned": "red",
}
STAGES = (
    ("questions", N_("选情形")),
    ("form", N_("填表")),
    ("materials", N_("交材料")),
    ("check", N_("核对提交")),
)


def shell(actor: Actor) -> str:
    """The shell that the page extends: the desk for colleagues, the public one for citizens."""
    return "desk.html" if actor.at_desk else "public.html"


def stages(joint: Joint | None, current: str) -> list[dict[str, str]]:
    """The steps of applying; those before the present one are done."""
    keys = [key for key, _label in STAGES]
    return [
        {
            "label": gettext(label),
            "url": reverse(f"bundles:{key}", args=[joint.pk]) if joint else "",
            "state": "current" if key == current else "done" if keys.index(key) < keys.index(current) else "",
        }
        for key, label in STAGES
    ]


def question_lines(composition: Any) -> list[tuple[str, str]]:
    """Each question with the answer given, for the summary."""
    found = []
    for asked in composition.questions:
        labels = [o.label for o in asked.options if o.code in composition.answers.get(asked.key, [])]
        found.append((asked.text, "、".join(labels) or "—"))
    return found
