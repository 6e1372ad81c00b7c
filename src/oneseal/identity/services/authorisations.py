"""Giving, claiming, confirming and revoking authorisations."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from oneseal.foundation import clock, journal
from oneseal.foundation.db import lock
from oneseal.identity import events, selectors
from oneseal.identity.models import Applicant, Authorisation
from oneseal.identity.rules import applicants as particulars
from oneseal.identity.rules import authorisations as rules
from oneseal.identity.services.applicants import register_applicant
from oneseal.identity.services.sessions import forget_actors
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_


def give_authorisation(
    actor: Actor,
    principal_id: int,
    *,
    agent_name: str,
    agent_number: str,
    from_on: date,
    to_on: date | None,
    item_codes: Sequence[str] = (),
) -> Authorisation:
    """Let a registered person act for a principal, in all items or some.

    Given by the principal, its legal representative, or a clerk who has the written authorisation before them.
    The agent is named by name and number, which must belong together. Raises RuleViolation.
    """
    if not (actor.has(Role.CLERK) or selectors.may_authorise_for(actor, principal_id)):
        text = N_("只有本人、法定代表人可以授权他人，请由其本人操作或持授权委托书到窗口办理。")
        raise Forbidden("not_principal", text)
    rules.check_period(from_on, to_on, clock.today())
    agent = _agent(agent_name, agent_number)
    if agent.pk == principal_id:
        raise RuleViolation(
            "own_agent", N_("不能授权给自己，请填写代办人的姓名和证件号码。"), field="agent_number"
        )
    with transaction.atomic():
        lock(Applicant, principal_id)
        made = Authorisation.objects.create(
            principal_id=principal_id,
            agent=agent,
            kind="agent",
            item_codes=list(item_codes),
            from_on=from_on,
            to_on=to_on,
            confirmed_at=clock.now(),
        )
        _given(actor, made)
    return made


def claim_organisation(actor: Actor, given: particulars.Particulars) -> Authorisation:
    """A citizen says that they are an organisation's legal representative; a clerk confirms it against the papers.

    An organisation not yet registered is entered. Raises Violations, Conflict.
    """
    plain = particulars.checked(given, clock.today())
    with transaction.atomic():
        principal = selectors.applicant_by_number(plain.number) or register_applicant(actor, given)
        lock(Applicant, principal.pk)
        open_claims = Authorisation.objects.filter(
            principal=principal, agent=actor.applicant_id, kind="legal_representative", revoked_at=None
        )
        if open_claims.exists():
            text = N_("您已经提交过这家单位的认领，请持营业执照和身份证到窗口确认。")
            raise Conflict("already_claimed", text, field="number")
        made = Authorisation.objects.create(
            principal=principal,
            agent_id=actor.applicant_id,
            kind="legal_representative",
            from_on=clock.today(),
        )
        _given(actor, made)
    return made


def confirm_authorisation(actor: Actor, authorisation_id: int) -> None:
    """A clerk has seen licence and identity card: the claim is in force."""
    selectors.access_authorisation(actor, authorisation_id)
    if not actor.has(Role.CLERK):
        raise Forbidden("not_clerk", N_("认领须由窗口人员核对证照后确认。"))
    with transaction.atomic():
        claim = lock(Authorisation, authorisation_id)
        if claim.revoked_at or claim.confirmed_at:
            raise Conflict("not_open", N_("这份授权已经确认或撤销，请刷新后再看。"))
        journal.record(
            actor,
            _subject(claim),
            events.AuthorisationConfirmed(principal=claim.principal_id, agent=claim.agent_id),
            changes=[journal.Update(Authorisation, claim.pk, {"confirmed_at": clock.now()})],
        )
        forget_actors(applicants=[claim.agent_id])


def revoke_authorisation(actor: Actor, authorisation_id: int, *, reason: str = "") -> None:
    """End an authorisation at once: by the principal's side, by the agent, or by a clerk on the principal's paper."""
    found = selectors.access_authorisation(actor, authorisation_id)
    mine = found.agent_id == actor.applicant_id or selectors.may_authorise_for(actor, found.principal_id)
    if not (mine or actor.has(Role.CLERK)):
        raise Forbidden("not_principal", N_("只有授权人、代办人本人或窗口人员可以撤销授权。"))
    with transaction.atomic():
        row = lock(Authorisation, authorisation_id)
        if row.revoked_at:
            raise Conflict("already_revoked", N_("这份授权已经撤销，不必重复操作。"))
        values = {"revoked_at": clock.now(), "revoked_because": reason[:200]}
        journal.record(
            actor,
            _subject(row),
            events.AuthorisationRevoked(principal=row.principal_id, agent=row.agent_id),
            changes=[journal.Update(Authorisation, row.pk, values)],
            reason=reason,
        )
        forget_actors(applicants=[row.agent_id])


def _agent(name: str, number: str) -> Applicant:
    agent = selectors.applicant_by_number(number)
    if agent is None or agent.kind != "person" or agent.name != particulars.tidy_name(name):
        text = N_("没有找到姓名和证件号码都相符的代办人。请核对，或请代办人先注册。")
        raise RuleViolation("agent_unknown", text, field="agent_number")
    return agent


def _given(actor: Actor, made: Authorisation) -> None:
    event = events.AuthorisationGiven(
        principal=made.principal_id,
        agent=made.agent_id,
        authorisation_kind=made.kind,
        from_on=made.from_on.isoformat(),
        to_on=made.to_on.isoformat() if made.to_on else None,
    )
    journal.record(actor, _subject(made), event)
    forget_actors(applicants=[made.agent_id])


def _subject(row: Authorisation) -> journal.Subject:
    return journal.Subject("authorisation", row.pk)
