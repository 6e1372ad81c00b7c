"""Renewal by silence: what was asked for in time and not decided before the end is granted (art. 50, LIC-18)."""

from django.db import transaction

from oneseal.cases.events.renewing import DeemedRenewed
from oneseal.cases.rules import deadlines, flow
from oneseal.cases.rules.states import Act, CaseState
from oneseal.cases.services.finishing import GRANTED, deliver_from_now
from oneseal.cases.services.licences import result_of
from oneseal.cases.services.loading import lock_unseen
from oneseal.certificates import services as certificates
from oneseal.foundation import calendars
from oneseal.kernel.access import SYSTEM

OWED = frozenset(
    {CaseState.SUBMITTED, CaseState.CORRECTED, CaseState.ACCEPTED, CaseState.IN_REVIEW, CaseState.SUSPENDED}
)
"""States in which the bureau owes an answer."""


def deem_renewed(*, case_id: int, certificate_id: int) -> bool:
    """Renew the certificate and end the approval, open steps cancelled; the supervisors see it as an alarm.

    Returns False, changing nothing, where the law does not say so (yet). Where the applicant let a correction lie,
    nothing is owed: the certificate expires like any other.
    """
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id, with_steps=True)
        if work.case.state == CaseState.AWAITING_CORRECTION:
            certificates.end_renewal(SYSTEM, case_id=case_id)
            return True
        if work.case.state not in OWED:
            return False
        result = result_of(work.content)
        newer = certificates.renew_by_silence(
            certificate_id=certificate_id, months=result.valid_months if result else None
        )
        if newer is None:
            return False
        work.act(Act.DEEM_RENEWED)
        work.flow_to(flow.cancelled(work.nodes))
        work.set(outcome=GRANTED, decided_at=work.now)
        deliver_from_now(work, calendars.current().add_workdays(work.today, deadlines.DELIVERY_DAYS))
        until = newer.valid_until.isoformat() if newer.valid_until else ""
        work.commit(DeemedRenewed(work.case.state, work.case.number, until, newer.pk))
    return True
