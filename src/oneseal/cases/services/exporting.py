"""Taking a list out of the system: the same access as on screen, journaled."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext

from oneseal.cases.events import desk as events
from oneseal.cases.models import Case, CaseStep
from oneseal.cases.rules import listing
from oneseal.cases.rules.states import LABELS, STEP_LABELS, CaseState, StepState
from oneseal.cases.selectors.masking import named
from oneseal.cases.selectors.searching import NEWEST, found_cases
from oneseal.cases.selectors.worklists import steps_found
from oneseal.catalog.services.sheets import write_csv, write_workbook
from oneseal.foundation import display
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_

EXPORT_LIMIT = 5000
"""Rows in one file; a larger result is refused, so that nobody takes a part for the whole."""

HEADINGS = (
    N_("办件号"),
    N_("事项"),
    N_("申请人"),
    N_("渠道"),
    N_("状态"),
    N_("承办科室"),
    N_("收件"),
    N_("受理"),
    N_("承诺到期"),
    N_("法定到期"),
    N_("决定"),
    N_("办结"),
)


STEP_HEADINGS = (
    N_("办件号"),
    N_("事项"),
    N_("申请人"),
    N_("环节"),
    N_("状态"),
    N_("岗位"),
    N_("经办人"),
    N_("到手时间"),
    N_("环节期限"),
    N_("承办科室"),
    N_("收件"),
    N_("法定到期"),
)


def export_list(actor: Actor, *, name: str, asked: Mapping[str, str], form: str = "xlsx") -> bytes:
    """What a list of the desk finds, as .xlsx or .csv (`form`); who took it out is journaled.

    `name`: search, work or team. Raises RuleViolation for more than EXPORT_LIMIT rows, NotFound for another list.
    """
    if not actor.is_staff:
        raise Forbidden("not_staff", N_("只有工作人员可以导出办件清单。"))
    listed = listing.listing(name)
    if name == "search":
        headings, lines = HEADINGS, _cases(actor, asked)
    else:
        headings, lines = STEP_HEADINGS, _steps(actor, asked, team=name == "team")
    kept = {key: asked[key] for key in listed.filters if asked.get(key) and key != "q"}
    with transaction.atomic():
        event = events.CasesExported(count=len(lines), asked=kept, listing=name)
        record(actor, Subject("bureau", actor.bureau_id), event)
    told = [gettext(heading) for heading in headings]
    return write_csv(told, lines) if form == "csv" else write_workbook(told, lines, gettext("办件清单"))


def _cases(actor: Actor, asked: Mapping[str, str]) -> list[list[str]]:
    rows = list(found_cases(actor, asked).select_related("section").order_by(*NEWEST)[: EXPORT_LIMIT + 1])
    _check_limit(len(rows))
    named(actor, rows)
    return [_line(case) for case in rows]


def _steps(actor: Actor, asked: Mapping[str, str], *, team: bool) -> list[list[str]]:
    found = steps_found(actor, asked, team=team).select_related("case__section", "post", "holder")
    rows = list(found.order_by("due", "id")[: EXPORT_LIMIT + 1])
    _check_limit(len(rows))
    named(actor, [step.case for step in rows])
    return [_step_line(step) for step in rows]


def _check_limit(count: int) -> None:
    if count > EXPORT_LIMIT:
        raise RuleViolation(
            "too_many_rows",
            N_("符合条件的办件超过 %(limit)s 件，请缩小日期或状态范围后再导出。"),
            params={"limit": EXPORT_LIMIT},
        )


def _step_line(step: CaseStep) -> list[str]:
    case = step.case
    return [
        step.case_number,
        step.item_name,
        case.applicant_name,
        step.name,
        gettext(STEP_LABELS[StepState(step.state)]),
        step.post.name if step.post else "",
        step.holder.name if step.holder else "",
        display.moment_text(step.taken_at or step.opened_at),
        display.day_text(step.due, weekday=False),
        case.section.name,
        display.moment_text(case.received_at),
        display.day_text(case.statutory_due, weekday=False),
    ]


def _line(case: Case) -> list[str]:
    provisional = gettext("（暂定）") if case.due_provisional else ""
    return [
        case.number,
        case.item_name,
        case.applicant_name,
        str(case.get_channel_display()),
        gettext(LABELS[CaseState(case.state)]),
        case.section.name,
        display.moment_text(case.received_at),
        display.moment_text(case.accepted_at),
        display.day_text(case.promised_due, weekday=False) + (provisional if case.promised_due else ""),
        display.day_text(case.statutory_due, weekday=False) + (provisional if case.statutory_due else ""),
        str(case.get_outcome_display()) if case.outcome else "",
        display.moment_text(case.closed_at),
    ]
