"""提前介入: asked for, taken, notes, the list of what to prepare, the application that follows (inventory 5.18)."""

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.urls import reverse

from oneseal.advance import events
from oneseal.advance.models import EarlyNote, EarlyService
from oneseal.advance.rules import early as rules
from oneseal.advance.rules.early import LIFE, OPEN, EarlyState
from oneseal.advance.selectors import (
    ASKERS,
    access_early,
    access_project,
    open_for_case,
    possible_sections,
)
from oneseal.advance.selectors.early import ADVISERS
from oneseal.cases.rules import duties
from oneseal.cases.selectors import any_case
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.content import Material
from oneseal.catalog.rules.situations import check_answers
from oneseal.documents import services as documents
from oneseal.foundation import calendars, clock, db
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.foundation.numbering import next_number
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify

LONGEST_NOTE = 300
"""Characters of the note beside one material."""


def ask_early(
    actor: Actor, *, item_id: int, applicant_id: int, matter: str, project_id: int | None = None
) -> EarlyService:
    """Ask the bureau in before applying: online by the applicant's side, or by a colleague or a system for them.

    No licence clock runs. Raises Forbidden, NotFound, Conflict where one is open for the same item.
    """
    item = catalog.access_item(actor, item_id)
    version = catalog.current_version(item.pk)
    if version is None:
        raise Conflict("item_closed", N_("这个事项目前不能办理，请咨询窗口。"))
    content = catalog.content_of(version)
    _check_asker(actor, applicant_id, item.code)
    matter = rules.text_of(matter, field="matter", missing=N_("请写明打算办什么、做到哪一步了。"))
    project = access_project(actor, project_id) if project_id else None
    with transaction.atomic():
        if open_for_case(applicant_id, item.pk):
            text = N_("这个事项已经有一次提前服务在办，请在那里继续说。")
            raise Conflict("open_already", text, field="item", basis=rules.BASIS)
        row = EarlyService(
            uid=uuid4(),
            bureau_id=item.bureau_id,
            number=_number(item.bureau_id),
            item=item,
            item_name=content.name,
            project=project,
            applicant_id=applicant_id,
            channel="client" if actor.has(Role.CLIENT) else "window" if actor.is_staff else "online",
            made_by=actor.account_id,
            matter=matter,
            section_id=_section(item.bureau_id, content.business_line),
            asked_at=clock.now(),
            **_contact_by(),
        )
        row.applicant_name = row.applicant.name
        row.save()
        event = events.EarlyAsked(row.number, item.pk, row.due.isoformat())
        record(actor, Subject("early", row.pk), event)
    return row


def _section(bureau_id: int, line: str) -> int:
    section = identity.sections_by_code(bureau_id).get(line)
    if section is None:
        raise RuleViolation("section_missing", N_("承办科室还没有设置，请联系管理员在“机构”中设置。"))
    return section.pk


def _contact_by() -> dict[str, Any]:
    """The last day to get in touch."""
    due = calendars.current().add_workdays(clock.today(), rules.CONTACT_DAYS)
    return {"due": due.day, "due_provisional": due.provisional}


def _number(bureau_id: int) -> str:
    year = clock.today().year
    return f"{year}-{next_number(bureau_id, 'early', year):05}"


def _check_asker(actor: Actor, applicant_id: int, item_code: str) -> None:
    if applicant_id in actor.own_applicants:
        raise duties.own_application()
    mine = applicant_id in actor.applicants and identity.authorised_for(actor, applicant_id, item_code)
    if not mine and not actor.has(*ASKERS, Role.CLIENT):
        raise Forbidden("may_not_ask", N_("您不能为这个申请人提出，请先取得对方的授权。"), field="applicant")


def take_early(actor: Actor, *, service_id: int) -> EarlyService:
    """Somebody of the section takes it, and is the one person to talk to from now on."""
    with transaction.atomic():
        row = _locked(actor, service_id, "take")
        _check_adviser(actor, row)
        values: dict[str, Any] = {
            "state": EarlyState.TAKEN,
            "staff_id": actor.staff_id,
            "taken_at": clock.now(),
        }
        _keep(actor, row, events.EarlyTaken(row.number), **values)
        tell(actor, row, "early_taken", adviser=actor.name)
    return row


def hand_on_early(actor: Actor, *, service_id: int, section_id: int, reason: str) -> EarlyService:
    """Give it to another section, or back to one's own: it waits there, the day to get in touch begins anew."""
    with transaction.atomic():
        row = _locked(actor, service_id, "hand_on")
        _check_mine(actor, row)
        sections = possible_sections(row.bureau_id)
        if section_id not in sections:
            raise RuleViolation("section_unknown", N_("请从列表里选择科室。"), field="section")
        missing = N_("请写明为什么转。")
        reason = rules.text_of(reason, field="reason", missing=missing, longest=300)
        values = {
            "state": EarlyState.WAITING,
            "section_id": section_id,
            "staff_id": None,
            **_contact_by(),
        }
        event = events.EarlyHandedOn(row.number, sections[section_id])
        _keep(actor, row, event, reason=reason, **values)
    return row


def add_note(actor: Actor, *, service_id: int, text: str) -> EarlyNote:
    """Say something: the adviser what was looked at and agreed, the applicant's side what they ask."""
    text = rules.text_of(text, field="text", missing=N_("请写下要说的话。"))
    with transaction.atomic():
        row = _locked(actor, service_id, "note")
        if actor.is_staff:
            _check_mine(actor, row)
        note = EarlyNote.objects.create(
            service=row,
            staff_id=actor.staff_id or None,
            author=actor.name[:120],
            text=text,
            at=clock.now(),
        )
        record(actor, Subject("early", row.pk), events.EarlyNoted(row.number))
        if actor.is_staff:
            tell(actor, row, "early_note", key=note.pk)
    return note


def give_list(
    actor: Actor, *, service_id: int, answers: dict[str, list[str]], notes: dict[str, str], advice: str = ""
) -> EarlyService:
    """Give the list of what to prepare: the item's own materials in this situation, each with a note, as a document.

    Nothing that the item does not publish can stand on it (licence law art. 31; LIC-7). A later list replaces it.
    """
    with transaction.atomic():
        row = _locked(actor, service_id, "give_list")
        _check_mine(actor, row)
        version = catalog.current_version(row.item_id)
        if version is None:
            raise Conflict("item_closed", N_("这个事项目前不能办理，请先确认事项。"))
        situation = check_answers(catalog.content_of(version), answers)
        prepared = [_line(each, notes.get(each.code, "")) for each in situation.materials]
        advice = advice.strip()[:2000]
        document = _document(actor, row, prepared, advice)
        values = {
            "state": EarlyState.LISTED,
            "answers": situation.answers,
            "prepared": prepared,
            "advice": advice,
            "listed_at": clock.now(),
            "document_id": document.pk,
        }
        _keep(actor, row, events.EarlyListed(row.number, document.number, len(prepared)), **values)
        tell(actor, row, "early_listed", key=document.pk)
    return row


def _line(material: Material, note: str) -> dict[str, Any]:
    return {
        "code": material.code,
        "name": material.name,
        "necessity": material.necessity,
        "note": note.strip()[:LONGEST_NOTE],
    }


def _document(actor: Actor, row: EarlyService, prepared: list[dict[str, Any]], advice: str) -> Any:
    listed = [
        f"{place}. {each['name']}" + (f"：{each['note']}" if each["note"] else "")
        for place, each in enumerate(prepared, start=1)
    ]
    closing = "本清单按事项现行办事指南列出，供提前准备，不是受理，也不产生许可的效力；正式申请以收件为准。"
    return documents.issue_document(
        actor,
        bureau_id=row.bureau_id,
        kind="early_list",
        subject=Subject("early", row.pk),
        data={
            "applicant": row.applicant_name,
            "person": row.applicant.kind == "person",
            "item_name": row.item_name,
            "paragraphs": [*(listed or ["本事项不需要提交材料。"]), *([advice] if advice else []), closing],
            "facts": [
                {"name": "提前服务编号", "value": row.number},
                *([{"name": "重点项目", "value": str(row.project)}] if row.project else []),
                {"name": "辅导人", "value": actor.name},
            ],
        },
        signed_name=actor.name,
        replaces_id=row.document_id,
    )


def close_early(actor: Actor, *, service_id: int, reason: str) -> EarlyService:
    """End it without an application: the applicant gives up, or it turned out that nothing is needed."""
    with transaction.atomic():
        row = _locked(actor, service_id, "close")
        if actor.is_staff and not actor.has(*ASKERS):
            _check_mine(actor, row)
        missing = N_("请写明为什么结束。")
        reason = rules.text_of(reason, field="reason", missing=missing, longest=500)
        values = {"state": EarlyState.CLOSED, "ended_at": clock.now(), "end_reason": reason}
        _keep(actor, row, events.EarlyClosed(row.number), reason=reason, **values)
        if actor.is_staff:
            tell(actor, row, "early_closed", reason=reason)
    return row


def link_early(*, case_id: int) -> bool:
    """An application arrived: the open service of the same applicant and item leads to it. False: there is none."""
    case = any_case(case_id)
    found = open_for_case(case.applicant_id, case.item_id)
    if found is None:
        return False
    with transaction.atomic():
        row = db.lock(EarlyService, found)
        if row.state not in OPEN:
            return False
        days = (clock.today() - local_day(row.asked_at)).days
        event = events.EarlyLinked(row.number, case.number, days)
        values: dict[str, Any] = {"state": EarlyState.LINKED, "case_id": case.pk, "ended_at": clock.now()}
        _keep(SYSTEM, row, event, **values)
    return True


def _locked(actor: Actor, service_id: int, verb: str) -> EarlyService:
    access_early(actor, service_id)
    row = db.lock(EarlyService, service_id)
    LIFE.step(row.state, verb)
    if row.applicant_id in actor.own_applicants:
        raise duties.own_application()
    return row


def _check_adviser(actor: Actor, row: EarlyService) -> None:
    if not actor.has(*ADVISERS) or row.section_id not in actor.sections:
        raise Forbidden("may_not_advise", N_("提前服务由承办科室的审查岗、科长接手。"), basis=rules.BASIS)


def _check_mine(actor: Actor, row: EarlyService) -> None:
    if not actor.staff_id or row.staff_id != actor.staff_id:
        raise Forbidden("not_yours", N_("这次提前服务在别的同事手里，由接手的人办。"), basis=rules.BASIS)


def _keep(actor: Actor, row: EarlyService, event: Event, *, reason: str = "", **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    record(
        actor,
        Subject("early", row.pk),
        event,
        changes=[Update(EarlyService, row.pk, values)],
        reason=reason,
    )


def tell(actor: Actor, row: EarlyService, template: str, *, key: int = 0, **data: str) -> None:
    """A message to the applicant."""
    notify(
        actor,
        bureau_id=row.bureau_id,
        recipient=Recipient.of(row.applicant),
        template=template,
        data={"item_name": row.item_name, "number": row.number, **data},
        dedupe_key=f"{template}:{row.pk}:{key}",
        about=Subject("early", row.pk),
        link=reverse("advance:early", args=[row.pk]),
    )
