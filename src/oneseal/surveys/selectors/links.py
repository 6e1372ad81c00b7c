"""What surveys offer in the menu of a case: to ask for the survey that its step waits for, or where it stands."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from oneseal.cases import selectors as cases
from oneseal.cases.extensions import Link
from oneseal.kernel.access import EXAMINING, Actor
from oneseal.surveys.models import Request
from oneseal.surveys.rules.states import LIVE_REQUESTS
from oneseal.surveys.selectors.access import ASKERS

if TYPE_CHECKING:
    from oneseal.cases.models import Case


def links(actor: Actor, case: "Case") -> list[Link]:
    """Asking, or the request that there is."""
    if not case.is_deadline_running or not actor.has(*EXAMINING) or cases.is_own(actor, case):
        return []
    step = cases.open_surveys(case.bureau_id).filter(case=case.pk).first()
    if step is None:
        return []
    row = Request.objects.filter(case=case.pk, step_key=step.key, state__in=LIVE_REQUESTS).first()
    if row is not None and row.visit_id:
        url = reverse("surveys:visit", args=[row.visit_id])
        return [Link(gettext("查看踏勘"), url, "map-pin", hint=gettext("现场踏勘已安排。"), primary=True)]
    if row is not None:
        url = reverse("surveys:request", args=[row.pk])
        return [
            Link(gettext("查看踏勘申请"), url, "map-pin", hint=gettext("踏勘申请等待安排。"), primary=True)
        ]
    if not actor.has(*ASKERS):
        return []
    url = reverse("surveys:ask", args=[step.pk])
    hint = gettext("“%(step)s”要到现场踏勘，凭两人签名的踏勘记录办结。") % {"step": step.name}
    return [Link(gettext("提出踏勘"), url, "map-pin", hint=hint, primary=True)]
