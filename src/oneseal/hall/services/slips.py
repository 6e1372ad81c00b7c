"""Giving a slip instead of a refusal (inventory 3.10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.documents import services as documents
from oneseal.foundation import calendars, clock
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.hall import events
from oneseal.hall.models import WindowSlip
from oneseal.hall.rules import paths
from oneseal.hall.rules.paths import BASIS, WAYS, Path
from oneseal.hall.selectors import access_slip, follows, unsettled_slips
from oneseal.identity import selectors as identity
from oneseal.identity.services import seeing_reason
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.identifiers import parse_phone
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify

GIVERS = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD, Role.COORDINATOR)
VISITOR, INQUIRY = "办事群众", "咨询事项"


@dataclass(frozen=True, slots=True)
class About:
    """What a slip is about: an application (`case_id`), or what a visitor asks, who may leave name and phone."""

    matter: str
    case_id: int | None = None
    item_id: int | None = None
    visitor: str = ""
    phone: str = ""


def issue_guide(actor: Actor, about: About, *, agency: str, contact: str = "", reason: str) -> WindowSlip:
    """指路单: not ours, so whom to ask, where and how (找谁办).

    About an application it goes to the section's head, who decides in writing on the same day (LIC-1 b).
    """
    missing = N_("请写明应当找哪个机关，写全称；只说“不归我们管”不算指路。")
    where = paths.text_of(agency, field="agency", missing=missing)[:120]
    why = paths.text_of(reason, field="reason", missing=N_("请写明为什么不属于本机关职权。"))
    content = {"agency": where, "contact": contact.strip()[:200], "reason": why}
    return _issue(actor, Path.GUIDE, about, content)


def issue_list(actor: Actor, about: About, *, lacks: Sequence[tuple[str, str]]) -> WindowSlip:
    """清单: conditions not met yet, so what is missing and what to do about each (怎么办).

    Only before an application is handed in; afterwards the list is the correction notice (LIC-4). Raises Conflict.
    """
    if about.case_id is not None:
        text = N_("这件申请已经提交，缺什么请用“一次性告知补正”列出。")
        raise Conflict("list_is_correction", text, basis="行政许可法第三十二条第一款第四项")
    lines = paths.lacks_of(list(lacks))
    return _issue(
        actor, Path.LIST, about, {"lacks": [{"what": each.what, "remedy": each.remedy} for each in lines]}
    )


def issue_study(actor: Actor, about: About, *, question: str) -> WindowSlip:
    """研判单: the law is unclear, so those who know say how it can be done; no clock stops (不说“不能办”)."""
    missing = N_("请写明哪一条拿不准、您的初步意见，研判的同事好判断。")
    return _issue(
        actor,
        Path.STUDY,
        about,
        {"question": paths.text_of(question, field="question", missing=missing)},
    )


def _issue(actor: Actor, path: Path, about: About, content: dict[str, Any]) -> WindowSlip:
    """Row, document and journal entry; an application has one open slip at a time."""
    if not actor.staff_id or not actor.has(*GIVERS):
        raise Forbidden("not_at_window", N_("您的岗位不负责窗口收件，请交给综合窗口。"), basis=BASIS)
    matter = paths.text_of(about.matter, field="matter", missing=N_("请写明申请人要办什么事。"))
    with transaction.atomic():
        case = _case_for(actor, about.case_id)
        now = clock.now()
        due = paths.due(path, local_day(now), calendars.current(), case.answer_by if case else None)
        item = (
            catalog.access_item(actor, about.item_id) if about.item_id is not None and case is None else None
        )
        slip = WindowSlip.objects.create(
            uid=uuid4(),
            bureau_id=actor.bureau_id,
            path=path,
            case=case,
            item_id=case.item_id if case else about.item_id,
            visitor=about.visitor.strip()[:60] if case is None else "",
            phone=parse_phone(about.phone) if about.phone.strip() else "",
            matter=matter,
            content=content,
            section_id=case.section_id
            if case
            else _section(actor.bureau_id, item.business_line if item else ""),
            issued_by_id=actor.staff_id,
            issued_at=now,
            due=due.day,
            due_provisional=due.provisional,
        )
        _publish(actor, slip, case, case.item_name if case else item.name if item else "")
    return slip


def _case_for(actor: Actor, case_id: int | None) -> Any:
    """The application, if it still waits for an answer and has no open slip."""
    if case_id is None:
        return None
    case = cases.access_case(actor, case_id)
    if cases.is_own(actor, case):
        raise Forbidden("own_application", N_("这是您本人或者您代办的申请，请交给同事办理。"), basis=BASIS)
    if "accept" not in cases.case_acts(actor, case) and not actor.has(Role.COORDINATOR):
        raise Conflict("answered", N_("这件申请已经答复过，不用再开单子。请刷新页面。"), basis=BASIS)
    if unsettled_slips([case.pk]):
        raise Conflict("slip_open", N_("这件申请已经有一张没有了结的单子，请先了结它。"), basis=BASIS)
    return case


def _section(bureau_id: int, line: str) -> int:
    """Who brings a visitor's slip to its end: the item's section, else coordination, else the reception."""
    sections = identity.sections_by_code(bureau_id)
    for code in (line, "coordination", "window"):
        if code in sections:
            return sections[code].pk
    raise RuleViolation("section_missing", N_("本局还没有设立协调科室，请管理员在“机构”中设置。"))


def _publish(actor: Actor, slip: WindowSlip, case: Any, item_name: str) -> None:
    way = WAYS[Path(slip.path)]
    document = documents.issue_document(
        actor,
        bureau_id=slip.bureau_id,
        kind=way.document,
        subject=Subject("case", case.pk) if case else Subject("window_slip", slip.pk),
        data={
            "applicant": case.party_name if case else slip.visitor or VISITOR,
            "person": case.applicant.kind == "person" if case else True,
            "item_name": item_name or INQUIRY,
            "case_number": case.number if case else "",
            "matter": slip.matter,
            "due": slip.due,
            "provisional": slip.due_provisional,
            **slip.content,
        },
        signed_name=actor.name,
    )
    slip.number = document.number
    slip.document_id = document.pk
    event = events.SlipIssued(
        slip.number, way.label, slip.path, slip.case_id, slip.section_id, slip.due.isoformat()
    )
    values = {"number": document.number, "document_id": document.pk}
    record(actor, Subject("window_slip", slip.pk), event, changes=[Update(WindowSlip, slip.pk, values)])
    if case and slip.path == Path.STUDY:
        _tell_applicant(actor, slip, case)


def _tell_applicant(actor: Actor, slip: WindowSlip, case: Any) -> None:
    notify(
        actor,
        bureau_id=slip.bureau_id,
        recipient=Recipient.of(case.applicant),
        template="under_study",
        data={"case_number": case.number, "item_name": case.item_name, "due": slip.due.isoformat()},
        dedupe_key=f"under_study:{slip.pk}",
        about=Subject("case", case.pk),
        link=reverse("cases:case", args=[case.pk]),
    )


def see_visitor(actor: Actor, *, slip_id: int, field: str, reason: str) -> str:
    """The name or phone that a visitor left, in full: to whoever follows the slip, with the reason in the journal."""
    why = seeing_reason(reason)
    slip = access_slip(actor, slip_id)
    if field not in {"visitor", "phone"}:
        raise RuleViolation("field_unknown", N_("只能查看来访人的姓名或电话，请重新选择。"), field="field")
    if not follows(actor, slip):
        text = N_("只有出具这张单子的人和了结它的人可以看来访人的完整信息。")
        raise Forbidden("not_following", text, basis="个人信息保护法第六条")
    with transaction.atomic():
        record(actor, Subject("window_slip", slip.pk), events.VisitorSeen(slip.number, field), reason=why)
    return str(getattr(slip, field))
