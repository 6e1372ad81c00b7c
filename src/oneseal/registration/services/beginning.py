"""Beginning a simplified deregistration: what excludes it, and the undertaking that all investors sign."""

from collections.abc import Sequence
from uuid import uuid4

from django.db import IntegrityError, transaction

from oneseal.cases.rules import duties
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.registration import events
from oneseal.registration.models import Deregistration, Signing
from oneseal.registration.rules import deregistration as rules
from oneseal.registration.rules.deregistration import LAW
from oneseal.registration.rules.signing import Asked, Paper, SigningState
from oneseal.registration.selectors import ending as selectors
from oneseal.registration.selectors.signing import standing
from oneseal.registration.services import ending, signing

UNDERTAKING = (
    "全体投资人承诺：本企业未发生债权债务，或者已将债权债务清偿完结；未发生或者已结清清偿费用、职工工资、社会保险费用、"
    "法定补偿金、应缴纳税款（滞纳金、罚款）；没有不适用简易注销的情形。"
)


def begin_end(
    actor: Actor, *, certificate_id: int, hindrances: frozenset[str], investors: Sequence[Asked]
) -> Deregistration:
    """Begin the short way for the holder of a business licence: all investors are asked to sign the undertaking.

    `hindrances`: the grounds of rules.HINDRANCES that apply. Raises Violations with each of them and its article,
    NotFound for a licence of others, Conflict while another one runs.
    """
    licence = selectors.access_licence(actor, certificate_id)
    if licence.holder_id not in actor.applicants and not actor.has(Role.CLERK):
        raise Forbidden("not_your_firm", N_("简易注销由企业自己申请，或者由综合窗口代办。"))
    if licence.holder_id in actor.own_applicants:
        raise duties.own_application()
    problems = rules.check_hindrances(hindrances | ({"revoked"} if not licence.stands else frozenset()))
    if not investors:
        text = N_("请写全体投资人（经营者）的姓名和证件号码。")
        problems.append(RuleViolation("no_investors", text, field="investors", basis=LAW))
    if problems:
        raise Violations(problems)
    with transaction.atomic():
        row = _row(actor, licence)
        _save(row)
        record(actor, Subject("deregistration", row.pk), events.EndBegun(certificate_id))
        signing.begin(
            actor,
            subject=Subject("deregistration", row.pk),
            bureau_id=row.bureau_id,
            applicant_id=row.holder_id,
            title=f"{row.name}简易注销全体投资人承诺书",
            papers=[_undertaking(row)],
            people=investors,
        )
    return row


def withdraw_end(actor: Actor, *, deregistration_id: int, reason: str = "") -> Deregistration:
    """Withdraw by the holder's side: the firm goes on, and nobody is asked to sign any more.

    Raises NotFound for others, Conflict once the application is handed in.
    """
    selectors.access_own_end(actor, deregistration_id)
    with transaction.atomic():
        found = standing("deregistration", deregistration_id)
        papers = db.lock(Signing, found.pk) if found else None
        if papers is not None and papers.state == SigningState.COLLECTING:
            signing.void(actor, papers, "简易注销已撤回")
        return ending.give_up(actor, deregistration_id=deregistration_id, reason=reason)


def _row(actor: Actor, licence: selectors.Licence) -> Deregistration:
    return Deregistration(
        uid=uuid4(),
        bureau_id=licence.bureau_id,
        holder_id=licence.holder_id,
        name=licence.firm,
        number=licence.number,
        individual=licence.individual,
        certificate_id=licence.pk,
        made_by=actor.account_id,
        made_at=clock.now(),
    )


def _save(row: Deregistration) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Conflict("end_runs", N_("这家企业的简易注销已经在办。")) from error


def _undertaking(row: Deregistration) -> Paper:
    texts = (
        f"现向登记机关申请{row.name}（统一社会信用代码或者执照编号：{row.number}）的简易注销登记。",
        UNDERTAKING,
        "违反承诺的，由全体投资人依法承担法律责任。",
    )
    return Paper("undertaking", f"{row.name}全体投资人承诺书", texts)
