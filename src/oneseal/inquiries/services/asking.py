"""An inquiry begins: somebody of the bureau is asked, or somebody asks online."""

from typing import Any

from django.conf import settings
from django.db import transaction

from oneseal.catalog import selectors as catalog
from oneseal.foundation import calendars, clock
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, record
from oneseal.foundation.numbering import next_number
from oneseal.identity import selectors as identity
from oneseal.inquiries import events
from oneseal.inquiries.models import Channel, Inquiry
from oneseal.inquiries.rules.duties import answer_by, text_of
from oneseal.inquiries.rules.states import InquiryState
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.identifiers import parse_phone
from oneseal.kernel.text import N_

WINDOW = "window"


def answer_days() -> int:
    """Within how many working days an inquiry is to be answered (L; ONESEAL_INQUIRY_DAYS)."""
    return int(settings.INQUIRY_DAYS)


def record_inquiry(
    actor: Actor,
    *,
    channel: str,
    question: str,
    item_id: int | None = None,
    asker_name: str = "",
    phone: str = "",
) -> Inquiry:
    """Enter what one was asked at the window or by phone: who enters it owns it (首问负责, inventory 1.14).

    Who asked may stay unsaid. Raises Forbidden for people outside the bureau, RuleViolation for an empty question,
    a wrong phone number, another channel.
    """
    if not actor.staff_id:
        raise Forbidden("staff_only", N_("只有工作人员可以登记咨询。"))
    if channel not in {Channel.WINDOW, Channel.PHONE}:
        raise RuleViolation("channel_wrong", N_("请选择咨询是在窗口还是电话里提出的。"), field="channel")
    text = text_of(question, field="question", missing=N_("请写下咨询的问题。"))
    plain_phone = parse_phone(phone) if phone.strip() else ""
    if item_id is not None:
        catalog.access_item(actor, item_id)
    section = identity.access_staff(actor, actor.staff_id).section_id
    with transaction.atomic():
        inquiry = _create(
            actor.bureau_id,
            state=InquiryState.OWNED,
            channel=channel,
            question=text,
            item_id=item_id,
            asker_name=asker_name.strip()[:60],
            phone=plain_phone,
            section_id=section,
            first_id=actor.staff_id,
            owner_id=actor.staff_id,
        )
        event = events.Recorded(inquiry.number, channel, item_id, actor.staff_id, inquiry.due.isoformat())
        record(actor, Subject("inquiry", inquiry.pk), event)
    return inquiry


def ask_online(
    actor: Actor,
    *,
    bureau_id: int,
    question: str,
    item_id: int | None = None,
    name: str = "",
    phone: str = "",
) -> Inquiry:
    """A question from the public pages. It waits for the item's section, else for the reception.

    Without sign-in a phone number is needed, because the answer is told there. Raises RuleViolation.
    """
    text = text_of(question, field="question", missing=N_("请写下您的问题。"))
    if not actor.account_id and not phone.strip():
        missing = N_("没有登录的，请留一个电话，我们打电话答复您。")
        raise RuleViolation("phone_missing", missing, field="phone")
    plain_phone = parse_phone(phone) if phone.strip() else ""
    item = catalog.access_item(actor, item_id) if item_id is not None else None
    bureau = item.bureau_id if item else bureau_id
    section_id, section_name = _section_for(bureau, item.business_line if item else "")
    by_bureau = Actor(
        account_id=actor.account_id, name=actor.name or "网上咨询人", bureau_id=bureau, roles=actor.roles
    )
    with transaction.atomic():
        inquiry = _create(
            bureau,
            state=InquiryState.WAITING,
            channel=Channel.ONLINE,
            question=text,
            item_id=item_id,
            asker_id=max(actor.account_id, 0) or None,
            asker_name=name.strip()[:60],
            phone=plain_phone,
            section_id=section_id,
        )
        event = events.Asked(inquiry.number, item_id, section_id, section_name, inquiry.due.isoformat())
        record(by_bureau, Subject("inquiry", inquiry.pk), event)
    return inquiry


def _section_for(bureau_id: int, line: str) -> tuple[int, str]:
    """The section that knows: that of the item's business line, else the reception."""
    sections = identity.sections_by_code(bureau_id)
    section = sections.get(line) or sections.get(WINDOW)
    if section is None:
        raise RuleViolation(
            "section_missing", N_("网上咨询暂时不能提交：本局还没有设立受理科室。请拨打窗口电话。")
        )
    return section.pk, section.name


def _create(bureau_id: int, **values: Any) -> Inquiry:
    """The row, numbered by year, with its due day."""
    now = clock.now()
    today = local_day(now)
    due = answer_by(today, answer_days(), calendars.current())
    number = next_number(bureau_id, "inquiry", today.year)
    return Inquiry.objects.create(
        bureau_id=bureau_id,
        number=f"ZX{today:%Y%m%d}{number:05d}",
        received_at=now,
        due=due.day,
        due_provisional=due.provisional,
        **values,
    )
