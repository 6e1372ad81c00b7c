"""An applicant's own lists: what waits for them, their cases, documents and materials; a case asked for by number."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from oneseal.cases.models import Case, CaseMaterial, Evaluation, Rectification
from oneseal.cases.rules.states import ENDED, CaseState
from oneseal.cases.selectors.access import visible_cases
from oneseal.cases.selectors.masking import named
from oneseal.documents import selectors as documents
from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

EVALUATE_WITHIN = timedelta(days=60)
"""How long the list reminds of an evaluation; afterwards the case's page still offers it."""
WAITING_AT_MOST = 20
GROUPS: dict[str, Q] = {
    "open": ~Q(state__in=[*ENDED, CaseState.DRAFT]),
    "draft": Q(state=CaseState.DRAFT),
    "ended": Q(state__in=list(ENDED)),
}


def waiting_for(actor: Actor) -> list[Case]:
    """Cases in which the applicant has something to do, the most pressing first."""
    closed_since = clock.now() - EVALUATE_WITHIN
    asked = Q(state=CaseState.AWAITING_CORRECTION) | Q(state=CaseState.DRAFT, channel="online")
    asked |= Q(state__in=[CaseState.GRANTED, CaseState.REFUSED], delivery__method="pickup")
    judged = Evaluation.objects.filter(default=False).values("case")
    asked |= Q(state=CaseState.CLOSED, closed_at__gte=closed_since) & ~Q(
        pk__in=judged.filter(stage="handling", at__gte=closed_since)
    )
    put_right = Rectification.objects.filter(rectified_at__gte=closed_since).values("case")
    asked |= Q(pk__in=put_right) & ~Q(pk__in=judged.filter(stage="follow_up", at__gte=closed_since))
    rows = visible_cases(actor).filter(asked).select_related("section", "delivery").order_by("-id")
    order = [CaseState.AWAITING_CORRECTION, CaseState.GRANTED, CaseState.REFUSED, CaseState.DRAFT]
    found = list(rows[:WAITING_AT_MOST])
    named(actor, found)
    return sorted(found, key=lambda case: (*[case.state != one for one in order], -case.pk))


def own_cases(actor: Actor, asked: Mapping[str, str]) -> Page[Case]:
    """One page of the cases of those the actor acts for, newest first.

    `group`: open, draft or ended; `applicant` narrows to one of them; `q`: part of the item's name, or the number.
    """
    cases = visible_cases(actor).select_related("section")
    if group := GROUPS.get(asked.get("group", "")):
        cases = cases.filter(group)
    if asked.get("applicant", "").isdecimal():
        cases = cases.filter(applicant=int(asked["applicant"]))
    if text := asked.get("q", "").strip():
        cases = cases.filter(Q(item_name__icontains=text) | Q(number=text))
    page = keyset_page(cases, ("-id",), asked)
    named(actor, page.rows)
    return page


def own_documents(actor: Actor, asked: Mapping[str, str]) -> tuple[Page[Any], dict[int, Case]]:
    """One page of the documents issued to the applicant, newest first, with the cases they belong to."""
    issued = documents.documents_about_any("case", visible_cases(actor).values("pk"))
    page = keyset_page(issued, ("-id",), asked)
    found = visible_cases(actor).in_bulk({row.subject_id for row in page.rows})
    named(actor, found.values())
    return page, found


def own_materials(actor: Actor, asked: Mapping[str, str]) -> Page[CaseMaterial]:
    """One page of the files that the applicant handed in, newest first."""
    rows: QuerySet[CaseMaterial] = CaseMaterial.objects.filter(
        case__in=visible_cases(actor), file__isnull=False, replaced=False
    ).select_related("file", "case")
    if text := asked.get("q", "").strip():
        rows = rows.filter(name__icontains=text)
    page = keyset_page(rows, ("-id",), asked)
    named(actor, [row.case for row in page.rows])
    return page


def case_for_visitor(number: str, proof: str) -> Case:
    """The case with this number, for somebody who knows its pick-up code or the last four signs of the ID number.

    Raises NotFound for a wrong number and for a wrong proof alike. The caller limits how often one may ask, and
    shows the state only.
    """
    rows = Case.objects.select_related("applicant", "delivery", "section").filter(number=number.strip())
    for case in rows.exclude(number="").order_by("id")[:10]:
        if _proves(case, proof.strip().upper()):
            return case
    raise NotFound("no_such_case", N_("没有查到。请核对办件编号，以及取件码（六位）或申请人证件号码后四位。"))


def _proves(case: Case, proof: str) -> bool:
    delivery = getattr(case, "delivery", None)
    secret = [case.applicant.number[-4:].upper(), delivery.pickup_code if delivery else ""]
    same = [secrets.compare_digest(each.encode(), proof.encode()) for each in secret if len(each) >= 4]
    return any(same)
