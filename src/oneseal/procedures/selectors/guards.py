"""What special procedures hold against acts on their case, and the papers on which its decision rests."""

from datetime import datetime
from typing import Protocol

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.documents import selectors as documents
from oneseal.foundation.display import local_day
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.procedures.models import Entry, Proceeding, Quota
from oneseal.procedures.rules import duties, quotas
from oneseal.procedures.rules.states import BASIS, CLOSED, DONE, TITLES, Kind


class AnyCase(Protocol):
    """What guards read of a case."""

    pk: int
    item_id: int
    item_version_id: int
    has_procedures: bool
    accepted_at: datetime | None


def check_grant(case: AnyCase) -> None:
    """A grant waits for every procedure, follows its results and needs a place where places are limited."""
    _check_decision(case, duties.GRANTED)
    check_quota(case)


def check_refusal(case: AnyCase) -> None:
    """A refusal waits for every procedure and follows the joint review."""
    _check_decision(case, duties.REFUSED)


def _check_decision(case: AnyCase, outcome: str) -> None:
    if not case.has_procedures:
        return
    rows = list(Proceeding.objects.filter(case=case.pk).order_by("id"))
    for row in rows:
        if row.state not in DONE:
            raise RuleViolation(
                "procedure_open",
                N_("%(title)s还没有结束，不能作出决定。请先办完这项程序。"),
                params={"title": TITLES[Kind(row.kind)]},
                basis=BASIS[Kind(row.kind)],
            )
    last = {row.kind: row for row in rows}
    if joint := last.get(Kind.JOINT_REVIEW):
        duties.check_bound(joint.result, outcome)
    if (test := last.get(Kind.TEST)) and test.result == "unfit" and outcome == duties.GRANTED:
        raise RuleViolation(
            "test_failed",
            N_("检验检测检疫或鉴定结果不合格，不能准予。结果有误的，请重新委托一次。"),
            field="outcome",
            basis=BASIS[Kind.TEST],
        )


def check_quota(case: AnyCase) -> None:
    """A place for the case where licences are limited (LIC-17, LIC-25). The quota's row is locked until the act ends,
    so that of two decisions for the last place one comes after the other. Costs nothing for items without a limit."""
    if case.accepted_at is None or not catalog.version_content(case.item_version_id).quota:
        return
    day = local_day(case.accepted_at)
    found = Quota.objects.filter(item=case.item_id, first__lte=day, last__gte=day).order_by("id")
    quota = found.select_for_update(of=("self",)).first()
    if quota is not None:
        quotas.check_place(case.pk, queue_of(quota), quota.way)


def queue_of(quota: Quota) -> quotas.Queue:
    """Who stands for a quota's places, and who holds one."""
    rows = cases.accepted_in_order(quota.item_id, quota.first, quota.last).values_list("pk", "outcome")
    outcomes = dict(rows)
    granted = [pk for pk, outcome in outcomes.items() if outcome == "granted"]
    return quotas.Queue(_order(quota, list(outcomes)), granted, quota.places)


def _order(quota: Quota, accepted: list[int]) -> list[int]:
    """Cases in the order in which a quota's places go."""
    if quota.way == quotas.ORDER:
        return accepted
    places = {pk: place for place, pk in enumerate(accepted)}
    entries = [row for row in Entry.objects.filter(quota=quota) if row.case_id in places]
    if quota.way == quotas.SCORE:
        scores = [quotas.Score(row.case_id, row.points, places[row.case_id]) for row in entries]
        return [each.case for each in quotas.ranked(scores, quota.pass_mark)]
    return sorted((row.case_id for row in entries if row.awarded), key=lambda pk: places[pk])


def check_resume(case: AnyCase) -> None:
    """The clock that stands still for an open procedure runs again when that is over, not before (LIC-13)."""
    if not case.has_procedures:
        return
    row = Proceeding.objects.filter(case=case.pk, closed_at=None).exclude(procedure="").first()
    if row is not None:
        raise Conflict(
            "procedure_open",
            N_("%(title)s还没有结束，不能作出决定。请先办完这项程序。"),
            params={"title": TITLES[Kind(row.kind)]},
            basis=BASIS[Kind(row.kind)],
        )


def check_correction(case: AnyCase) -> None:
    """After the lower level's first review nothing is asked for again (licence law art. 35, LIC-12)."""
    if (
        case.has_procedures
        and Proceeding.objects.filter(case=case.pk, kind=Kind.FIRST_REVIEW, state=CLOSED).exists()
    ):
        raise RuleViolation(
            "materials_came_up",
            N_("材料已经由下级初审机关收齐报送，不能要求申请人重复提供。缺的材料请向初审机关调取。"),
            basis="行政许可法第三十五条",
        )


def grounds(case: AnyCase) -> list[str]:
    """The minutes on which a decision rests: of the hearing (art. 48(2)), and what experts and tests found."""
    if not case.has_procedures:
        return []
    rows = Proceeding.objects.filter(case=case.pk, state=CLOSED, kind__in=NAMED).order_by("id")
    papers = {paper.pk: paper for paper in documents.documents_about("case", case.pk)} if rows else {}
    return [
        f"{TITLES[Kind(row.kind)]}：{paper.title}（{paper.number}）"
        for row in rows
        if (paper := papers.get(row.paper_id or 0)) is not None
    ]


NAMED = (Kind.HEARING, Kind.EXPERT_REVIEW)
