"""The month's bulletin to the dispatching units and those it is copied to (一月一评比一通报, inventory 3.26)."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from oneseal.appraisal import events, selectors
from oneseal.appraisal.models import Bulletin
from oneseal.appraisal.rules.scoring import BASIS, points
from oneseal.appraisal.selectors import Ranked
from oneseal.appraisal.services import circulating
from oneseal.appraisal.services.scores import check_lead
from oneseal.appraisal.services.telling import tell
from oneseal.documents import services as documents
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_


def issue_bulletin(actor: Actor, *, month: date) -> Bulletin:
    """Issue the bulletin of a month that is over, once, and send it to units and those it is copied to. Raises Forbidden, Conflict, RuleViolation."""
    check_lead(actor)
    first, last = selectors.span_of(month)
    if clock.today() <= last:
        raise RuleViolation("month_runs", N_("这个月还没有结束，月底以后再印发通报。"), field="month")
    ranked = selectors.ranking(actor, first)
    if not ranked:
        raise RuleViolation("no_scores", N_("这个月没有考核记录，不能印发通报。"), field="month")
    scheme = selectors.scheme_on(actor.bureau_id, last)
    units = sorted({each.person.home_unit.name for each in ranked})
    try:
        with transaction.atomic():
            row = Bulletin.objects.create(
                bureau_id=actor.bureau_id,
                month=first,
                rows=[_row(each) for each in ranked],
                units=units,
                cc=list(scheme.cc) if scheme else [],
                issued_by_id=actor.staff_id,
                issued_at=clock.now(),
            )
            document = documents.issue_document(
                actor,
                bureau_id=actor.bureau_id,
                kind="appraisal_bulletin",
                subject=Subject("bulletin", row.pk),
                data=_data(row, ranked),
                signed_name=actor.name,
            )
            event = events.BulletinIssued(f"{first:%Y-%m}", document.number, len(units))
            change = Update(Bulletin, row.pk, {"document_id": document.pk})
            record(actor, Subject("bulletin", row.pk), event, changes=[change])
            circulating.send(actor, row)
            _tell(actor, row, ranked)
    except IntegrityError as error:
        raise Conflict("issued_already", N_("这个月的通报已经印发，不能重复。"), field="month") from error
    row.refresh_from_db()
    return row


def _tell(actor: Actor, row: Bulletin, ranked: list[Ranked]) -> None:
    """Everybody's own mean; the places of all stand on the ranking's page."""
    when = {"say": N_("%(year)s年%(month)s月"), "year": row.month.year, "month": row.month.month}
    for each in ranked:
        month = each.place.month
        said = {"month": when, "mean": points(month.mean), "days": month.days}
        tell(actor, month.staff, "month_confirmed", said, about=Subject("bulletin", row.pk))


def _row(each: Ranked) -> dict[str, Any]:
    month = each.place.month
    return {
        "rank": each.place.rank,
        "staff": month.staff,
        "name": each.person.name,
        "unit": each.person.home_unit.name,
        "mean": month.mean,
        "days": month.days,
        "violations": month.violations,
    }


def _data(row: Bulletin, ranked: list[Ranked]) -> dict[str, Any]:
    when = f"{row.month.year}年{row.month.month}月"
    placed = [each for each in ranked if each.place.rank]
    few = [each.person.name for each in ranked if not each.place.rank]
    says = [
        f"{when}窗口工作人员考核参加{len(ranked)}人，参加评比{len(placed)}人。"
        "得分由在岗、办件、差错、群众评价、行为规范五项记录按日计算，本人申诉更正的已经计入。"
    ]
    if few:
        says.append(f"考核天数不足、不参加评比的：{'、'.join(few)}。")
    facts = [
        {
            "name": f"第{each.place.rank}名　{each.person.name}",
            "value": f"{points(each.place.month.mean)}分（{each.place.month.days}天，{each.person.home_unit.name}）",
        }
        for each in placed
    ]
    facts.append({"name": "发送", "value": "、".join(row.units)})
    if row.cc:
        facts.append({"name": "抄报", "value": "、".join(row.cc)})
    return {
        "applicant": "各进驻单位、各科室",
        "item_name": f"{when}窗口考核通报",
        "paragraphs": says,
        "facts": facts,
        "basis": BASIS,
    }
