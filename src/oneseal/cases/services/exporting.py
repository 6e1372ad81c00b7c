"""Taking a list of cases out of the system: the same access as on screen, journaled."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext

from oneseal.cases.events import desk as events
from oneseal.cases.models import Case
from oneseal.cases.rules.states import LABELS, CaseState
from oneseal.cases.selectors.searching import NEWEST, found_cases
from oneseal.catalog.services.sheets import write_workbook
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
ASKED = ("q", "state", "item", "section", "from", "to", "outcome")


def export_cases(actor: Actor, asked: Mapping[str, str]) -> bytes:
    """What `search_cases` finds as .xlsx. Raises RuleViolation for more than EXPORT_LIMIT rows."""
    if not actor.is_staff:
        raise Forbidden("not_staff", N_("只有工作人员可以导出办件清单。"))
    rows = list(found_cases(actor, asked).select_related("section").order_by(*NEWEST)[: EXPORT_LIMIT + 1])
    if len(rows) > EXPORT_LIMIT:
        raise RuleViolation(
            "too_many_rows",
            N_("符合条件的办件超过 %(limit)s 件，请缩小日期或状态范围后再导出。"),
            params={"limit": EXPORT_LIMIT},
        )
    kept = {name: asked[name] for name in ASKED if asked.get(name) and name != "q"}
    with transaction.atomic():
        event = events.CasesExported(count=len(rows), asked=kept)
        record(actor, Subject("bureau", actor.bureau_id), event)
    headings = [gettext(heading) for heading in HEADINGS]
    return write_workbook(headings, [_line(case) for case in rows], gettext("办件清单"))


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
