"""Filing on the spot, renewing, giving up (inventory 5.29, 5.30)."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from oneseal.assurance import services as assurance
from oneseal.assurance.rules.levels import Purpose
from oneseal.assurance.selectors import Matter
from oneseal.cases.rules import duties
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import form_values, separation
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.forms import specs
from oneseal.catalog.rules.situations import resolve
from oneseal.documents import services as documents
from oneseal.filings import events
from oneseal.filings.models import Filing, FilingCheck
from oneseal.filings.rules import life
from oneseal.filings.rules import papers as rules
from oneseal.filings.rules.life import BASIS, FILINGS, CheckState, FilingState
from oneseal.filings.selectors import access_filing
from oneseal.filings.services.papers import add_papers, papers_given
from oneseal.foundation import calendars, clock, db
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify

CARD = "filing_card"


def file_notice(
    actor: Actor,
    *,
    item_id: int,
    applicant_id: int,
    data: Mapping[str, Any],
    declared: bool,
    papers: Mapping[str, int | None] | None = None,
) -> Filing:
    """File what the form says: it stands at once, nothing is decided. Raises Violations, one for each wrong field.

    `papers`: the actor's own files (keep_paper) by the material's code; None where a clerk saw it on paper.
    """
    item, version, content = _open(actor, item_id)
    _check_filer(actor, applicant_id, item.code)
    _check_form(content, data, papers or {}, declared=declared)
    _check_assured(actor, content, applicant_id, item.bureau_id)
    kept = papers_given(actor, papers or {})
    with transaction.atomic():
        filing = Filing(
            uid=uuid4(),
            bureau_id=item.bureau_id,
            item=item,
            item_version=version,
            item_name=content.name,
            section_id=_section(item.bureau_id, content.business_line),
            applicant_id=applicant_id,
            channel="client" if actor.has(Role.CLIENT) else "window" if actor.is_staff else "online",
            made_by=actor.account_id,
            data=dict(data),
            shown=shown_of(content, data),
            filed_at=clock.now(),
            valid_until=life.ends_on(clock.today(), content.filing_months),
        )
        filing.applicant_name = filing.applicant.name
        _check_not_twice(filing)
        filing.save()
        add_papers(filing, content, kept)
        _stands(actor, filing, content, len(kept))
    return filing


def _stands(actor: Actor, filing: Filing, content: ItemContent, papers: int) -> None:
    """The check planned, the card given, the holder told."""
    check = plan_check(filing, content)
    card = _card(actor, filing)
    event = events.Filed(card.number, filing.item_id, check.due.isoformat() if check else "", papers)
    _keep(actor, filing, event, number=card.number, card_id=card.pk)
    tell(actor, filing, "filing_made", until=_until(filing))


def _open(actor: Actor, item_id: int) -> tuple[Any, Any, ItemContent]:
    """The item, its version and content, if it is filed today."""
    item = catalog.access_item(actor, item_id)
    version = catalog.current_version(item.pk)
    if version is None or item.status != "active":
        raise Conflict("item_closed", N_("这个事项目前不能备案。请查看办事指南或咨询窗口。"))
    content = catalog.content_of(version)
    separation.check_filed(content.separation, content.name)
    return item, version, content


def _section(bureau_id: int, line: str) -> int:
    section = identity.sections_by_code(bureau_id).get(line)
    if section is None:
        raise RuleViolation("section_missing", N_("承办科室还没有设置，请联系管理员在“机构”中设置。"))
    return section.pk


def _check_filer(actor: Actor, applicant_id: int, item_code: str) -> None:
    if applicant_id in actor.own_applicants:
        raise duties.own_application()
    mine = applicant_id in actor.applicants and identity.authorised_for(actor, applicant_id, item_code)
    if not mine and not actor.has(Role.CLERK, Role.CLIENT):
        raise Forbidden("may_not_file", N_("您不能为这个申请人备案，请先取得对方的授权。"), field="applicant")


def _check_assured(actor: Actor, content: ItemContent, applicant_id: int, bureau_id: int) -> None:
    matter = Matter(Purpose.HAND_IN, int(content.assurance_hand_in), applicant_id, bureau_id)
    assurance.require(actor, matter)


def _check_form(
    content: ItemContent, data: Mapping[str, Any], given: Mapping[str, Any], *, declared: bool
) -> None:
    situation = resolve(content, {})
    problems = [
        RuleViolation(each.code, each.message, params=dict(each.params), field=each.name)
        for each in form_values.validate(situation.schema, dict(data))
    ]
    problems += rules.problems(situation.materials, given)
    if not declared:
        text = N_("请勾选声明：您对所填内容的真实性负责，并接受备案后的核查。")
        problems.append(RuleViolation("not_declared", text, field="declared", basis=BASIS))
    if problems:
        raise Violations(problems)


def shown_of(content: ItemContent, data: Mapping[str, Any]) -> list[list[str]]:
    """What the card shows: label and text of the fields that the item names."""
    named = {spec.name: spec for spec in specs(resolve(content, {}).schema)}
    return [
        [named[name].title, form_values.show(named[name], data.get(name), mask=False)]
        for name in content.filing_shown
        if name in named and data.get(name) not in (None, "", [])
    ]


def _check_not_twice(filing: Filing) -> None:
    same = Filing.objects.filter(
        applicant_id=filing.applicant_id,
        item_id=filing.item_id,
        shown=filing.shown,
        state=FilingState.STANDING,
    ).first()
    if same is not None:
        text = N_("同样的内容已经备案，编号%(number)s，不用再备。内容有变的，注销原备案后重新备案。")
        raise Conflict("filed_already", text, params={"number": same.number}, basis=BASIS)


def plan_check(filing: Filing, content: ItemContent) -> FilingCheck | None:
    """The check within so many working days: of every filing, or of those drawn (inventory 11.14)."""
    if not life.drawn(f"{filing.uid}:{filing.renewals}", content.filing_check_share):
        return None
    due = calendars.current().add_workdays(clock.today(), content.filing_check_days)
    return FilingCheck.objects.create(
        filing=filing, bureau_id=filing.bureau_id, due=due.day, due_provisional=due.provisional
    )


def _card(actor: Actor, filing: Filing) -> Any:
    return documents.issue_document(
        actor,
        bureau_id=filing.bureau_id,
        kind=CARD,
        subject=Subject("filing", filing.pk),
        data={
            "applicant": filing.applicant_name,
            "person": filing.applicant.kind == "person",
            "item_name": filing.item_name,
            "facts": [{"name": name, "value": value} for name, value in filing.shown],
            "filed_on": clock.today(),
            "valid_until": filing.valid_until,
        },
        signed_name="",
    )


def _keep(actor: Actor, filing: Filing, event: Any, *, reason: str = "", **values: Any) -> None:
    for name, value in values.items():
        setattr(filing, name, value)
    changes = [Update(Filing, filing.pk, values)]
    record(actor, Subject("filing", filing.pk), event, changes=changes, reason=reason)


def locked(filing_id: int, verb: str) -> Filing:
    """The filing under lock, if the act is lawful now."""
    filing = db.lock(Filing, filing_id)
    FILINGS.step(filing.state, verb)
    return filing


def tell(actor: Actor, filing: Filing, template: str, **data: str) -> None:
    """A message to the holder."""
    notify(
        actor,
        bureau_id=filing.bureau_id,
        recipient=Recipient.of(filing.applicant),
        template=template,
        data={"item_name": filing.item_name, "number": filing.number, **data},
        dedupe_key=f"{template}:{filing.pk}:{filing.renewals}",
        about=Subject("filing", filing.pk),
        link=reverse("filings:filing", args=[filing.pk]),
    )


def _until(filing: Filing) -> str:
    return paper_day(filing.valid_until) if filing.valid_until else "长期"


def _check_holder(actor: Actor, filing: Filing) -> None:
    access_filing(actor, filing.pk)
    own = filing.applicant_id in actor.applicants or (
        actor.has(Role.CLIENT) and filing.made_by == actor.account_id
    )
    if not own and not actor.has(Role.CLERK):
        raise Forbidden("not_your_filing", N_("续备案、注销由备案人办理，或者由综合窗口代办。"))


def renew_filing(actor: Actor, *, filing_id: int) -> Filing:
    """Let a filing go on for another term: a new card, the old one no longer holds, and a new check."""
    with transaction.atomic():
        filing = locked(filing_id, "renew")
        _check_holder(actor, filing)
        content = catalog.version_content(filing.item_version_id)
        waiting = open_check(filing)
        faulty = waiting is not None and waiting.state == CheckState.FAULTY
        life.check_renewable(clock.today(), filing.valid_until, faulty=faulty)
        old = filing.card_id
        start = filing.valid_until or clock.today()
        filing.valid_until = life.ends_on(start, content.filing_months)
        filing.renewals += 1
        card = _card(actor, filing)
        if waiting is None:
            plan_check(filing, content)
        event = events.Renewed(card.number, str(filing.valid_until or ""))
        _keep(
            actor,
            filing,
            event,
            number=card.number,
            card_id=card.pk,
            valid_until=filing.valid_until,
            renewals=filing.renewals,
        )
        if old:
            documents.revoke_document(actor, document_id=old, reason=f"已续备案，新公示卡{card.number}")
        tell(actor, filing, "filing_made", until=_until(filing))
    return filing


def give_up_filing(actor: Actor, *, filing_id: int, reason: str) -> Filing:
    """The holder closes, or moves: the filing ends."""
    with transaction.atomic():
        filing = locked(filing_id, "give_up")
        _check_holder(actor, filing)
        if not reason.strip():
            raise RuleViolation("reason_missing", N_("请写明注销的原因，例如停业、搬迁。"), field="reason")
        end(actor, filing, FilingState.GIVEN_UP, events.GivenUp(filing.number), reason.strip())
    return filing


def end(actor: Actor, filing: Filing, state: FilingState, event: Any, reason: str) -> None:
    """Filing and card end, and whatever check was open is not needed any more. Under the filing's lock."""
    FilingCheck.objects.filter(filing=filing, state__in=life.UNSETTLED).update(
        state=CheckState.DROPPED, settled_at=clock.now()
    )
    _keep(actor, filing, event, reason=reason, state=state, ended_at=clock.now(), end_reason=reason[:500])
    if filing.card_id:
        documents.revoke_document(actor, document_id=filing.card_id, reason=reason[:300])


def open_check(filing: Filing) -> FilingCheck | None:
    """The check that waits, or whose order has not been met."""
    return FilingCheck.objects.filter(filing=filing, state__in=life.UNSETTLED).first()


def expire_filing(*, filing_id: int) -> bool:
    """End a filing whose last day has passed. False where it was renewed or ended meanwhile."""
    with transaction.atomic():
        filing = db.lock(Filing, filing_id)
        over = filing.valid_until is not None and filing.valid_until < clock.today()
        if filing.state != FilingState.STANDING or not over:
            return False
        end(SYSTEM, filing, FilingState.EXPIRED, events.Expired(filing.number), "备案到期，没有续")
    return True


def tell_ending(*, filing_id: int) -> None:
    """Remind the holder that the filing may be renewed now."""
    with transaction.atomic():
        filing = db.lock(Filing, filing_id)
        if filing.state == FilingState.STANDING and filing.valid_until:
            tell(SYSTEM, filing, "filing_ending", until=_until(filing))
