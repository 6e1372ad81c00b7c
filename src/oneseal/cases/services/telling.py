"""Turning journal entries into messages for applicants and colleagues."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from oneseal.cases import extensions
from oneseal.cases.models import Case, CaseStep, Delivery
from oneseal.cases.rules import deadlines
from oneseal.foundation.journal import Subject
from oneseal.foundation.subscribers import JournalEntry, moment_of
from oneseal.identity import selectors as identity
from oneseal.kernel import clocks
from oneseal.kernel.access import SYSTEM
from oneseal.notices.services import Recipient, notify

TO_APPLICANT = frozenset(
    {
        "cases.submitted",
        "cases.accepted",
        "cases.correction_requested",
        "cases.not_accepted",
        "cases.clock_suspended",
        "cases.clock_resumed",
        "cases.extension_decided",
        "cases.decided",
        "cases.deemed_renewed",
        "cases.result_ready",
        "cases.terminated",
        "cases.delivered",
        "cases.owed_reminded",
        "cases.tolerance_lapsed",
        "cases.message_sent",
    }
)
TO_STAFF = frozenset({"cases.reminded", "cases.step_transferred"})
KINDS = TO_APPLICANT | TO_STAFF


def tell(entries: list[JournalEntry]) -> None:
    """Write the messages that a batch of entries asks for; the same entry again writes nothing (dedupe key)."""
    ids = {entry.subject_id for entry in entries}
    cases = Case.objects.select_related("applicant").in_bulk(ids)
    elsewhere = extensions.tellers_of(cases)
    for entry in entries:
        case = cases.get(entry.subject_id)
        if case is None:
            continue
        with moment_of(entry):
            if entry.kind in TO_STAFF:
                _tell_staff(case, entry)
            else:
                _tell_applicant(case, entry, elsewhere.get(case.pk))


def _tell_applicant(case: Case, entry: JournalEntry, teller: extensions.Teller | None) -> None:
    chosen = _wording(case, entry)
    if chosen is None:
        return
    template, data = chosen
    if teller is not None and teller(entry.id, template, data):
        return
    notify(
        SYSTEM,
        bureau_id=case.bureau_id,
        recipient=Recipient.of(case.applicant),
        template=template,
        data={"case_number": case.number, "item_name": case.item_name, **data},
        dedupe_key=f"journal:{entry.id}",
        about=Subject("case", case.pk),
        link=reverse("cases:evaluate" if template == "please_evaluate" else "cases:case", args=[case.pk]),
    )


def _wording(case: Case, entry: JournalEntry) -> tuple[str, Mapping[str, str]] | None:
    """Which message an entry is worth, with its data; None for none."""
    said = entry.data
    match entry.kind:
        case "cases.submitted":
            return "application_received", {"answer_by": said["answer_by"]}
        case "cases.accepted":
            return _about_acceptance(said)
        case "cases.owed_reminded" | "cases.tolerance_lapsed":
            name = "owed_soon" if entry.kind == "cases.owed_reminded" else "owed_lapsed"
            return name, {"names": "、".join(said["names"]), "owed_by": said["owed_by"]}
        case "cases.correction_requested":
            return "correction_needed", {"count": str(len(said["codes"]))}
        case "cases.not_accepted":
            ours = said["outcome"] == "not_ours"
            return ("not_accepted", {"right_agency": said["authority"]}) if ours else ("not_needed", {})
        case "cases.clock_suspended" | "cases.clock_resumed":
            return _about_clock(entry.kind, said)
        case "cases.extension_decided":
            data = {"why": entry.reason or "情况复杂", "due": said["statutory_due"]}
            return ("extended", data) if said["approved"] else None
        case "cases.message_sent":
            return ("bureau_wrote", {}) if said["side"] == "officer" else None
    return _about_result(case, entry)


def _about_acceptance(said: Mapping[str, Any]) -> tuple[str, Mapping[str, str]]:
    data = {"due": said["promised_due"]}
    if said.get("owed"):
        return "accepted_owing", data | {
            "names": "、".join(said["owed"]),
            "owed_by": said["owed_by"],
        }
    return ("deemed_accepted" if said["deemed"] else "accepted"), data


def _about_clock(kind: str, said: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    procedure = deadlines.PROCEDURES[clocks.suspension(said["procedure"])]
    if kind == "cases.clock_suspended":
        return "suspended", {"procedure": procedure, "expected": f"{said['expected_days']}个工作日"}
    return "resumed", {"procedure": procedure, "due": said["statutory_due"]}


def _about_result(case: Case, entry: JournalEntry) -> tuple[str, Mapping[str, str]] | None:
    said = entry.data
    if entry.kind == "cases.decided":
        return said["outcome"], {}
    if entry.kind == "cases.deemed_renewed":
        return "deemed_renewed", {"until": said["until"] if said["until"] else "长期"}
    if entry.kind == "cases.terminated":
        return "terminated", {"why": entry.reason}
    if entry.kind == "cases.delivered":
        return "please_evaluate", {}
    delivery = Delivery.objects.get(case=case)
    if delivery.method != said["method"]:
        return None
    if delivery.method == "courier":
        return "shipped", {"courier": delivery.courier or "快递", "courier_number": delivery.courier_number}
    if delivery.method == "pickup":
        return "ready_for_pickup", {
            "place": delivery.shelf or "综合窗口",
            "pickup_code": delivery.pickup_code,
        }
    return None


def _tell_staff(case: Case, entry: JournalEntry) -> None:
    step = CaseStep.objects.filter(pk=entry.data["step_id"]).first()
    if step is None or step.due is None:
        return
    template = "step_opened"
    if entry.kind == "cases.reminded":
        template = "step_due" if entry.data["what"] == "due_tomorrow" else "step_overdue"
    for account_id in _accounts(step, entry):
        notify(
            SYSTEM,
            bureau_id=case.bureau_id,
            recipient=Recipient(account_id=account_id),
            template=template,
            data={
                "case_number": case.number,
                "item_name": case.item_name,
                "step": step.name,
                "due": step.due.isoformat(),
            },
            dedupe_key=f"journal:{entry.id}:{account_id}",
            about=Subject("case", case.pk),
            link=reverse("cases:desk_case", args=[case.pk]),
        )


def _accounts(step: CaseStep, entry: JournalEntry) -> list[int]:
    """Accounts of the holder, else of everybody in the post."""
    day = entry.at.date()
    staff = {step.holder_id} if step.holder_id else set()
    if not staff and step.post_id:
        staff = {each.pk for each in identity.post_holders(step.post_id, day)}
    return identity.accounts_of({each for each in staff if each})
