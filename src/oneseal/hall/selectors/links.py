"""What the hall offers in the menu of a case."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from oneseal.cases import selectors as cases
from oneseal.cases.extensions import Link
from oneseal.hall.selectors.meetings import MEETERS, WATCHERS
from oneseal.hall.selectors.solo import may_begin
from oneseal.kernel.access import CASEWORK, Actor, Role

if TYPE_CHECKING:
    from oneseal.cases.models import Case


def links(actor: Actor, case: "Case") -> list[Link]:
    """Handing papers on; asking to meet the applicant of a case that is being handled; recording an unfiled contact."""
    if not case.number or cases.is_own(actor, case):
        return []
    found = []
    if actor.has(*CASEWORK):
        found.append(Link(gettext("移交材料"), reverse("hall:handover_new", args=[case.pk]), "files"))
    if actor.has(*MEETERS) and case.closed_at is None:
        found.append(Link(gettext("申请会见申请人"), reverse("hall:meeting_new", args=[case.pk]), "users"))
    if actor.has(*WATCHERS):
        label = gettext("登记未经备案的接触")
        found.append(Link(label, reverse("hall:contact_new", args=[case.pk]), "alert-triangle"))
    if (
        case.solo == "on"
        and case.is_deadline_running
        and (case.acceptor_id == actor.staff_id or _heads(actor, case))
    ):
        found.append(
            Link(gettext("转入普通程序"), reverse("hall:solo_leave", args=[case.pk]), "arrows-split")
        )
    return found


def _heads(actor: Actor, case: "Case") -> bool:
    return actor.has(Role.SECTION_HEAD) and case.section_id in actor.sections


def solo_answer(actor: Actor, case: "Case") -> list[Link]:
    """Taking a listed application in alone, beside the lawful answers (SOLO-1)."""
    if not may_begin(actor, case):
        return []
    label, hint = gettext("独任受理"), gettext("在清单内的事项：由您一人审查、核准、签发")
    return [Link(label, reverse("hall:solo_begin", args=[case.pk]), "user-check", hint=hint)]
