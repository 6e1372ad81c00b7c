"""Declaring a name, giving it back, using it; the register's old stock (REG-5; 企业名称登记管理规定 art. 16–18)."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.urls import reverse

from oneseal.foundation import calendars, clock, db
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify
from oneseal.registration import events
from oneseal.registration.models import EnterpriseName
from oneseal.registration.rules import names, words
from oneseal.registration.rules.life import HELD, NAMES, NameState
from oneseal.registration.rules.names import Parts
from oneseal.registration.rules.words import RULES
from oneseal.registration.selectors import names as selectors
from oneseal.registration.services.drafting import begun_before, draft

KEEPERS = (Role.REVIEWER, Role.SECTION_HEAD)
"""Who keeps the register of names and sees the proof of a relation."""
MOST_LINES = 500


def reserve_name(
    actor: Actor,
    *,
    bureau_id: int,
    applicant_id: int,
    parts: Parts,
    approval: bool = False,
    undertaken: bool,
    related: str = "",
) -> EnterpriseName:
    """Declare a name: it is kept for two months, a year where an approval comes first; nobody approves it.

    By the applicant's side, a clerk for somebody, another system for its user. `undertaken`: they answer for names that
    are alike (art. 16); `related`: by what relation it has another firm's trade name, which staff have seen proven.
    Of two who declare the same name at once one gets it. Raises Violations with each reason and its article.
    """
    _check_may_declare(actor, applicant_id, related)
    with transaction.atomic():
        db.lock_name(f"registration.name:{bureau_id}:{parts.trade}")
        _clear_expired(bureau_id, parts)
        looked = selectors.look(bureau_id, parts, related=related)
        problems = looked.refusals + ([] if undertaken else [_undertaking()])
        if problems:
            raise Violations(problems)
        approval = approval or words.needs_approval(parts.industry)
        row = name_row(bureau_id, parts, related=related.strip()[:300], made_by=actor.account_id)
        row.holder_id, row.approval = applicant_id, approval
        row.until = names.kept_until(clock.today(), calendars.current(), approval=approval)
        save_name(row)
        event = events.NameReserved(row.full, row.until.isoformat(), row.related)
        record(actor, Subject("name", row.pk), event)
        _tell(actor, row, "name_reserved")
    return row


def _check_may_declare(actor: Actor, applicant_id: int, related: str) -> None:
    if related and not actor.has(Role.CLERK, *KEEPERS):
        text = N_("与已有企业有投资关系的，请带证明到窗口申报。")
        raise Forbidden("relation_unseen", text, field="related", basis=f"{RULES}第十七条")
    if applicant_id not in actor.applicants and not actor.has(Role.CLERK, Role.CLIENT):
        text = N_("您不能为这个申请人申报名称，请先取得对方的授权。")
        raise Forbidden("may_not_declare", text, field="applicant")


def _undertaking() -> RuleViolation:
    text = N_("请勾选承诺：名称与他人近似、侵犯他人合法权益的，依法承担法律责任。")
    return RuleViolation("not_undertaken", text, field="undertaken", basis=f"{RULES}第十六条")


def _clear_expired(bureau_id: int, parts: Parts) -> None:
    """A reservation that is over no longer stands in the way, even before the nightly job."""
    rows = EnterpriseName.objects.filter(
        bureau=bureau_id, trade=parts.trade, state=NameState.RESERVED, until__lt=clock.today()
    )
    for pk in rows.values_list("pk", flat=True):
        expire_name(name_id=pk)


def name_row(bureau_id: int, parts: Parts, **values: Any) -> EnterpriseName:
    """A row of the register, not saved yet; `values` beside the parts."""
    return EnterpriseName(
        uid=uuid4(),
        bureau_id=bureau_id,
        full=parts.full,
        region=parts.region,
        trade=parts.trade,
        industry=parts.industry,
        sector=parts.sector,
        form=parts.form,
        kind=parts.kind,
        reserved_at=clock.now(),
        **values,
    )


def save_name(row: EnterpriseName) -> None:
    """Enter it. Raises Conflict where somebody else was faster with the same name."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        text = N_("“%(name)s”刚刚被别人申报了。请换一个字号。")
        raise Conflict(
            "name_taken", text, params={"name": row.full}, field="trade", basis=f"{RULES}第十七条"
        ) from error


def release_name(actor: Actor, *, name_id: int, reason: str = "") -> EnterpriseName:
    """Give a kept name back: others may declare it at once."""
    with transaction.atomic():
        row = _locked(actor, name_id, "release")
        _finish(actor, row, NameState.RELEASED, events.NameReleased(row.full), reason.strip())
    return row


def _locked(actor: Actor, name_id: int, verb: str) -> EnterpriseName:
    selectors.access_name(actor, name_id)
    row = db.lock(EnterpriseName, name_id)
    NAMES.step(row.state, verb)
    own = row.holder_id in actor.applicants
    client = actor.has(Role.CLIENT) and row.made_by == actor.account_id
    if not own and not client and not actor.has(Role.CLERK):
        raise Forbidden("not_your_name", N_("名称由申报人自己办理，或者由综合窗口代办。"))
    return row


def end_name(*, bureau_id: int, full: str, reason: str) -> None:
    """The firm has ended: its name stays out of others' reach for a year (art. 17). Nothing where nobody has it."""
    found = selectors.held_name(bureau_id, full)
    if found is None or found.state != NameState.REGISTERED:
        return
    row = db.lock(EnterpriseName, found.pk)
    _finish(SYSTEM, row, NameState(NAMES.step(row.state, "end")), events.NameEnded(full), reason)


def _finish(actor: Actor, row: EnterpriseName, state: NameState, event: Any, reason: str = "") -> None:
    values = {"state": state, "ended_on": clock.today(), "end_reason": reason[:300]}
    record(
        actor,
        Subject("name", row.pk),
        event,
        changes=[Update(EnterpriseName, row.pk, values)],
        reason=reason,
    )
    for name, value in values.items():
        setattr(row, name, value)


def expire_name(*, name_id: int) -> bool:
    """End a reservation whose last day has passed. False where it was used or given back meanwhile."""
    with transaction.atomic():
        row = db.lock(EnterpriseName, name_id)
        over = row.until is not None and row.until < clock.today()
        if row.state != NameState.RESERVED or not over:
            return False
        _finish(SYSTEM, row, NameState.EXPIRED, events.NameExpired(row.full), "保留期满，没有办理登记")
    return True


def remind_holder(*, name_id: int) -> None:
    """Tell the holder that the reservation ends in a week."""
    with transaction.atomic():
        row = db.lock(EnterpriseName, name_id)
        if row.state == NameState.RESERVED:
            _tell(SYSTEM, row, "name_ending")


def _tell(actor: Actor, row: EnterpriseName, template: str) -> None:
    if row.holder is None or row.until is None:
        return
    notify(
        actor,
        bureau_id=row.bureau_id,
        recipient=Recipient.of(row.holder),
        template=template,
        data={"name": row.full, "until": paper_day(row.until)},
        dedupe_key=f"{template}:{row.pk}",
        about=Subject("name", row.pk),
        link=reverse("registration:name", args=[row.pk]),
    )


def start_registration(actor: Actor, *, name_id: int) -> Any:
    """Begin the registration under a kept name: a draft whose form has it already. Returns the case.

    One that was begun before and goes on is that one. Raises NotFound, Conflict where the name is not kept any more.
    """
    selectors.access_name(actor, name_id)
    with transaction.atomic():
        row = db.lock(EnterpriseName, name_id)
        holder_id = row.holder_id
        if holder_id is None or not selectors.is_kept(row):
            raise Conflict("name_not_kept", N_("这个名称已不在保留期内，不能用来办登记。请重新申报。"))
        if (case := begun_before(actor, row.case_id)) is not None:
            return case
        case = draft(
            actor,
            bureau_id=row.bureau_id,
            registers=REGISTERED_BY.get(row.kind, row.kind),
            applicant_id=holder_id,
            known={data: row.full for data in NAME_DATA} | {"trade_name": row.trade},
        )
        if case is None:
            text = N_("这类企业的设立登记还不能在这里网上办理。请带名称编号到窗口办理。")
            raise RuleViolation("no_registering_item", text)
        change = Update(EnterpriseName, row.pk, {"case_id": case.pk})
        record(actor, Subject("name", row.pk), events.NameUsed(row.full, case.pk), changes=[change])
    return case


REGISTERED_BY = {"shares": "company"}
"""Kinds of firm that another kind's item registers (`ItemContent.registers`)."""
NAME_DATA = ("company_name", "business_name")
"""Data of the field dictionary in which a registration's form has the firm's name."""


def enter_names(actor: Actor, *, lines: Iterable[str]) -> int:
    """Enter names that were registered before the system, one a line, and tell how many are new.

    Those that stand in the register already are passed over. By who keeps the register. Raises RuleViolation.
    """
    if not actor.has(*KEEPERS):
        raise Forbidden("may_not_enter", N_("名称库由登记科室的审查岗补录。"))
    given = [line.strip()[:80] for line in lines if line.strip()]
    if not given or len(given) > MOST_LINES:
        text = N_("请每行写一个企业名称，一次最多%(most)s行。")
        raise RuleViolation("lines_wrong", text, params={"most": MOST_LINES}, field="lines")
    regions, made = selectors.own_regions(actor.bureau_id), 0
    with transaction.atomic():
        known = set(
            EnterpriseName.objects.filter(bureau=actor.bureau_id, full__in=given, state__in=HELD).values_list(
                "full", flat=True
            )
        )
        for full in dict.fromkeys(given):
            if full in known:
                continue
            row = name_row(actor.bureau_id, names.parse(full, regions), state=NameState.REGISTERED)
            row.full, row.registered_on, row.related = full, clock.today(), "登记在先"
            save_name(row)
            record(actor, Subject("name", row.pk), events.NameEntered(full))
            made += 1
    return made
