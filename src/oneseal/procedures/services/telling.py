"""Papers and messages of special procedures: what each of them says."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.urls import reverse

from oneseal.cases import selectors as cases
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Subject
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify, notify_staff
from oneseal.procedures.models import Member, Quota, QuotaCorrection
from oneseal.procedures.selectors.guards import queue_of
from oneseal.procedures.services.loading import Held, issue, name_of

LONGEST = 1800
"""Characters of one paragraph of a document."""


def paragraphs(text: str) -> list[str]:
    """A long text in paragraphs that a document takes."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [line[at : at + LONGEST] for line in lines for at in range(0, len(line), LONGEST)]


def facts(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    """The table of a document, empty lines left out."""
    return [{"name": name, "value": value} for name, value in pairs if value]


def people(members: Sequence[Member]) -> list[dict[str, str]]:
    """The table of signatures of a document."""
    return [
        {"name": name_of(each), "capacity": capacity_of(each), "signed": _signed(each)} for each in members
    ]


def capacity_of(member: Member) -> str:
    """In what capacity somebody takes part, with their unit."""
    titles = {
        "presider": "主持人",
        "recorder": "记录人",
        "participant": "参加人",
        "expert": "专家",
        "inspector": "检验人员",
        "chair": "召集人",
        "invited": "参加人",
    }
    note = member.expert.unit if member.expert else member.note
    return f"{titles.get(member.role, '')}（{note}）" if note else titles.get(member.role, "")


def _signed(member: Member) -> str:
    if member.signed_at is not None:
        return paper_day(member.signed_at)
    return f"拒绝签名：{member.reason}" if member.state == Member.State.REFUSED else ""


def moment_of(held: Held) -> str:
    """When it is held, as messages carry it: the reader's language is asked for when it is read."""
    return held.row.held_at.isoformat() if held.row.held_at else "—"


def tell_applicant(held: Held, template: str, **data: Any) -> None:
    """A message to everybody who may act for the applicant, with the way to the case."""
    case = held.work.case
    notify(
        held.actor,
        bureau_id=case.bureau_id,
        recipient=Recipient.of(case.applicant),
        template=template,
        data={"item_name": case.item_name, "case_number": case.number} | data,
        dedupe_key=f"{template}:{held.row.pk}:{held.row.held_at or ''}",
        about=Subject("case", case.pk),
        link=reverse("cases:case", args=[case.pk]),
    )


def tell_line(actor: Actor, quota: Quota, made: QuotaCorrection, change: list[dict[str, str]]) -> None:
    """A message to everybody who waits in line for a quota that was corrected: what changed, where they stand now."""
    within = queue_of(quota).within()
    for case in cases.accepted_in_order(quota.item_id, quota.first, quota.last):
        if case.outcome:
            continue
        notify(
            actor,
            bureau_id=case.bureau_id,
            recipient=Recipient.of(case.applicant),
            template="quota_corrected",
            data={
                "item_name": case.item_name,
                "case_number": case.number,
                "quota": quota.name,
                "change": change,
                "reason": made.reason,
                "standing": {"say": N_("在名额内") if case.pk in within else N_("在名额外，候补")},
            },
            dedupe_key=f"quota_corrected:{made.pk}:{case.pk}",
            about=Subject("case", case.pk),
            link=reverse("procedures:quota", args=[quota.pk]),
        )


def tell_colleagues(held: Held, staff_ids: Sequence[int]) -> None:
    """A message to colleagues who have a part in a proceeding."""
    notify_staff(
        held.actor,
        bureau_id=held.row.bureau_id,
        staff_ids=staff_ids,
        template="proceeding_part",
        data={
            "title": {"say": held.row.get_kind_display()},
            "case_number": held.work.case.number,
            "at": moment_of(held),
        },
        occasion=f"{held.row.pk}:{held.row.held_at or ''}",
        about=Subject("case", held.work.case.pk),
        link=reverse("procedures:proceeding", args=[held.row.pk]),
    )


def paper(held: Held, kind: str, **said: Any) -> Any:
    """Issue a paper of a proceeding."""
    return issue(held, kind, **said)


def digest_of(text: str) -> str:
    """What the journal keeps of minutes: it shows later that they were not changed."""
    return sha256(text.encode()).hexdigest()
