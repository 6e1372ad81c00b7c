"""Acts of the bureau on a certificate: proposed by one, approved by the bureau's head (LIC-20)."""

from datetime import date
from typing import Any

from django.db import transaction

from oneseal.certificates import events, selectors
from oneseal.certificates.models import Certificate, CertificateAct
from oneseal.certificates.rules import grounds
from oneseal.certificates.rules.bans import BanKind
from oneseal.certificates.rules.states import LIFE, VERBS, Verb
from oneseal.certificates.services.banning import ban
from oneseal.certificates.services.changing import change_state
from oneseal.certificates.services.telling import tell_deciders, tell_holder, tell_proposer
from oneseal.documents import services as documents
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_

Status = CertificateAct.Status


def propose_act(
    actor: Actor,
    *,
    certificate_id: int,
    verb: str,
    ground: str,
    facts: str,
    compensation: str = "",
    until: date | None = None,
    harms_public: bool = False,
) -> CertificateAct:
    """Propose to suspend, restore, withdraw, annul, revoke or cancel; nothing changes before a head approves.

    `facts` says what was found, `compensation` how what the law owes the holder is settled, `until` the last day of a
    suspension. Raises Conflict in a wrong state, RuleViolation for a missing or wrong ground (LIC-20).
    """
    with transaction.atomic():
        row = _locked(actor, certificate_id)
        if not actor.has(Role.REVIEWER, Role.SECTION_HEAD):
            raise Forbidden("may_not_propose", N_("对证照的处理由业务科室提出，请交给业务科室。"))
        chosen = _checked(row, verb, ground, facts, compensation, until, harms_public)
        if CertificateAct.objects.filter(certificate=row, status=Status.PROPOSED).exists():
            raise Conflict("act_open", N_("这份证照已有一项处理在等局领导批准，请先等它了结。"))
        act = CertificateAct.objects.create(
            certificate=row,
            bureau_id=row.bureau_id,
            verb=verb,
            ground=ground,
            basis=chosen.basis,
            facts=facts.strip(),
            money=chosen.money,
            compensation=compensation.strip(),
            until=until,
            proposed_by_id=actor.staff_id,
            proposed_at=clock.now(),
        )
        event = events.ActProposed(act.pk, verb, VERBS[Verb(verb)], ground, chosen.basis)
        record(actor, Subject("licence", row.pk), event, reason=facts.strip())
        tell_deciders(actor, act, row)
    return act


def _checked(
    row: Certificate,
    verb: str,
    ground: str,
    facts: str,
    compensation: str,
    until: date | None,
    harms_public: bool,
) -> grounds.Ground:
    LIFE.step(row.state, verb)
    chosen = grounds.ground_of(ground, state=row.state, verb=verb, harms_public=harms_public)
    if not facts.strip():
        raise RuleViolation(
            "facts_missing", N_("请写明查明的事实和证据。"), field="facts", basis=chosen.basis
        )
    grounds.check_compensation(chosen, compensation)
    if verb == Verb.SUSPEND and (until is None or until <= clock.today()):
        raise RuleViolation(
            "until_missing", N_("请填写暂扣到哪一天，应晚于今天。"), field="until", basis=chosen.basis
        )
    return chosen


def _locked(actor: Actor, certificate_id: int) -> Certificate:
    row = lock(Certificate, certificate_id)
    selectors.check_visible(actor, row)
    if row.holder_id in actor.own_applicants:
        raise Forbidden(
            "own_certificate",
            N_("这是您本人（或您代理的人）的证照，请由其他同事处理。"),
            basis="公务员法第七十六条；行政许可法第五条",
        )
    return row


def approve_act(actor: Actor, *, act_id: int) -> CertificateAct:
    """The head of the bureau approves: the state changes, the document is issued, the holder is told.

    Not by the one who proposed it. Fraud in matters of public safety also bans for three years (LIC-21).
    """
    with transaction.atomic():
        act = _open_act(actor, act_id)
        row = _locked(actor, act.certificate_id)
        document = _document(actor, act, row)
        values = {
            "status": Status.APPROVED,
            "settled_by_id": actor.staff_id,
            "settled_at": clock.now(),
            "document_id": document.pk,
        }
        settled = Update(CertificateAct, act.pk, values, expect={"status": Status.PROPOSED})
        change_state(
            actor, row, Verb(act.verb), act.ground, act_id=act.pk, changes=(settled,), reason=act.facts
        )
        if act.ground == "fraud":
            ban(actor, row, kind=BanKind.FRAUD, facts=act.facts, made_by=act.proposed_by_id)
        tell_holder(row, act, document)
        tell_proposer(actor, act, row, N_("已批准"))
    act.refresh_from_db()
    return act


def annul_with_case(actor: Actor, *, case_id: int, reason: str) -> int:
    """The decision of a case was annulled because it was got by deceit (art. 69(2)): so is its certificate (LIC-20).

    Call it inside that act, whose document serves for both. In matters of public safety it bans for three years
    (LIC-21). Returns how many certificates ended; one that stands no more is left as it ended.
    """
    with transaction.atomic(savepoint=False):
        found = selectors.standing_after(case_id)
        for pk in found:
            row = lock(Certificate, pk)
            change_state(actor, row, Verb.ANNUL, "fraud", case_id=case_id, reason=reason)
            ban(actor, row, kind=BanKind.FRAUD, facts=reason, made_by=actor.staff_id)
    return len(found)


def cancel_with_case(actor: Actor, *, certificate_id: int, case_id: int) -> bool:
    """The holder ended by law, as a case decided: the licence is cancelled (art. 70(3)). False where it stands no more."""
    with transaction.atomic(savepoint=False):
        row = lock(Certificate, certificate_id)
        if not row.stands:
            return False
        change_state(actor, row, Verb.CANCEL, "entity_gone", case_id=case_id)
    return True


def reject_act(actor: Actor, *, act_id: int, said: str) -> CertificateAct:
    """The head does not approve, and says why; the certificate stays as it is."""
    if not said.strip():
        raise RuleViolation("reason_missing", N_("请写明不批准的理由。"), field="said")
    with transaction.atomic():
        act = _open_act(actor, act_id)
        values = {
            "status": Status.REJECTED,
            "settled_by_id": actor.staff_id,
            "settled_at": clock.now(),
            "said": said.strip(),
        }
        change = Update(CertificateAct, act.pk, values, expect={"status": Status.PROPOSED})
        event = events.ActRejected(act.pk, act.verb, VERBS[Verb(act.verb)])
        subject = Subject("licence", act.certificate_id)
        record(actor, subject, event, changes=[change], reason=said.strip())
        tell_proposer(actor, act, act.certificate, N_("未批准"))
    act.refresh_from_db()
    return act


def _open_act(actor: Actor, act_id: int) -> CertificateAct:
    act = CertificateAct.objects.select_for_update().filter(pk=act_id, bureau=actor.bureau_id).first()
    if act is None:
        raise NotFound("act_not_found", N_("没有找到这项处理，或者您无权查看。"))
    if not actor.has(Role.BUREAU_HEAD):
        raise Forbidden(
            "may_not_approve",
            N_("对证照的处理由局领导批准。"),
            basis="行政许可法第八条、第六十九条、第七十条",
        )
    if act.status != Status.PROPOSED:
        raise Conflict("act_settled", N_("这项处理已经有结果了，请刷新页面查看。"))
    if act.proposed_by_id == actor.staff_id:
        raise Forbidden(
            "own_proposal",
            N_("这是您自己提出的，请由另一位局领导批准。"),
            basis="行政许可法第八条、第六十九条、第七十条",
        )
    return act


def _document(actor: Actor, act: CertificateAct, row: Certificate) -> Any:
    """The decision that the holder gets, with ground and remedies."""
    ground = grounds.ground_named(act.ground)
    return documents.issue_document(
        actor,
        bureau_id=row.bureau_id,
        kind=f"certificate_{act.verb}",
        subject=Subject("licence", row.pk),
        data={
            "applicant": row.holder_name,
            "person": row.holder_kind == "person",
            "item_name": row.name,
            "certificate_number": row.number,
            "act": VERBS[Verb(act.verb)],
            "ground": ground.text if ground else "",
            "basis": act.basis,
            "facts": act.facts,
            "compensation": act.compensation,
            "until": act.until,
        },
        signed_name=actor.name,
    )
