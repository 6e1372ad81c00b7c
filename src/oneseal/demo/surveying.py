"""Surveys of played cases: two officers go there on foot, write the record and sign it."""

from datetime import timedelta
from typing import Any

from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.surveys import selectors, services
from oneseal.surveys.rules.records import Came, Report
from oneseal.surveys.services import Wanted

SEEN = ("现场与申报一致", "场所布局与图纸相符，通道畅通", "设施设备已安装到位，试运行正常")


def survey(actor: Actor, second: Actor, step: Any, points: dict[str, object], *, seen: str) -> int:
    """Ask, go, write down and sign; returns the stop, which waits for the second signature."""
    request = services.ask_survey(actor, step_id=step.pk, wanted=_wanted(actor, step.case_id))
    visit = services.go_on_foot(actor, request_id=request.pk, second=second.staff_id)
    came = [Came(party.pk, "present", actor.name) for party in visit.parties.all()]
    said = Report(
        {request.pk: points},
        {request.pk: seen},
        came,
        signer=visit.applicant_name[:60],
        taken_at=clock.now(),
    )
    services.record_visit(actor, visit_id=visit.pk, version=visit.version, report=said)
    return visit.pk


def sign(second: Actor, visit_id: int) -> None:
    """The second signature: the step is closed."""
    visit = selectors.access_visit(second, visit_id)
    services.sign_visit(second, visit_id=visit_id, digest=visit.digest)


def _wanted(actor: Actor, case_id: int) -> Wanted:
    today = clock.today()
    address = selectors.address_of(actor, case_id) or "申请人的场所"
    return Wanted(address, today, today + timedelta(days=10), opens=0, closes=1440)
