"""What candidates of an examination are told: number, time and place, their result."""

from collections.abc import Sequence

from django.urls import reverse

from oneseal.foundation import clock
from oneseal.foundation.journal import Subject
from oneseal.kernel.access import Actor
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify
from oneseal.procedures.models import Candidate, Examination
from oneseal.procedures.rules.quotas import mark_text
from oneseal.procedures.selectors.guards import queue_of


def tell_admitted(actor: Actor, exam: Examination) -> None:
    """Their number, when and where."""
    for row in exam.candidates.select_related("case__applicant"):
        _tell(actor, exam, row, "exam_admitted", "", **_when(exam), number=str(row.number))


def tell_moved(actor: Actor, exam: Examination, reason: str) -> None:
    """Another time or place, and why."""
    occasion = exam.held_at.isoformat() + exam.place
    for row in exam.candidates.select_related("case__applicant"):
        _tell(actor, exam, row, "exam_moved", occasion, **_when(exam), reason=reason)


def tell_results(actor: Actor, exam: Examination, rows: Sequence[Candidate], *, again: bool = False) -> None:
    """Each their own mark and what it means."""
    within = queue_of(exam.quota).within()
    for row in rows:
        said = {"say": _standing(exam, row, within)}
        mark = {"say": N_("缺考")} if row.points is None else mark_text(row.points)
        occasion = clock.now().isoformat() if again else ""
        _tell(actor, exam, row, "exam_result", occasion, subject=exam.subject, mark=mark, standing=said)


def _standing(exam: Examination, row: Candidate, within: frozenset[int]) -> str:
    if row.points is None:
        return N_("没有参加考试，不能取得名额")
    if row.points < exam.quota.pass_mark:
        return N_("没有达到合格分数")
    return N_("在名额内") if row.case_id in within else N_("在名额外，候补")


def _when(exam: Examination) -> dict[str, str]:
    return {"subject": exam.subject, "at": exam.held_at.isoformat(), "place": exam.place}


def _tell(
    actor: Actor, exam: Examination, row: Candidate, template: str, occasion: str, **said: object
) -> None:
    notify(
        actor,
        bureau_id=exam.bureau_id,
        recipient=Recipient.of(row.case.applicant),
        template=template,
        data={"item_name": row.case.item_name, "case_number": row.case.number, **said},
        dedupe_key=f"{template}:{row.pk}:{occasion}",
        about=Subject("case", row.case_id),
        link=reverse("cases:case", args=[row.case_id]),
    )
