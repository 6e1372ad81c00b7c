"""Limited licences: places, scores, awards (licence law arts. 53, 54, 57; LIC-17, LIC-25)."""

from datetime import date

from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.foundation import clock
from oneseal.foundation.db import lock, not_found
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.procedures import events
from oneseal.procedures.models import Entry, Examination, Quota, QuotaCorrection
from oneseal.procedures.rules import quotas as rules
from oneseal.procedures.rules.examinations import BASIS
from oneseal.procedures.services.loading import need
from oneseal.procedures.services.telling import tell_line

KEEPERS = (Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.ITEM_KEEPER)


def set_quota(
    actor: Actor,
    *,
    item_id: int,
    name: str,
    first: date,
    last: date,
    places: int,
    way: str,
    pass_mark: int = 0,
) -> Quota:
    """Publish how many licences of an item there are in a period and how they go. `pass_mark` in hundredths."""
    if not actor.has(*KEEPERS):
        raise Forbidden("may_not_set_quota", N_("名额由科室负责人、局领导和事项管理岗公布。"))
    item = catalog.access_item(actor, item_id)
    _check_item(item.pk)
    _check_quota(item.pk, first, last, places, way)
    with transaction.atomic():
        quota = Quota.objects.create(
            bureau_id=actor.bureau_id,
            item_id=item.pk,
            name=need(name, "name", N_("请填写名称，例如“2026年度”。"), longest=100),
            first=first,
            last=last,
            places=places,
            way=way,
            pass_mark=pass_mark,
        )
        record(actor, Subject("quota", quota.pk), events.QuotaSet(item.pk, quota.name, places, way))
    return quota


def _check_item(item_id: int) -> None:
    """Only where the item itself says that its licences are limited; decisions on all others never ask for a place."""
    version = catalog.current_version(item_id)
    if version is None or not catalog.content_of(version).quota:
        raise RuleViolation(
            "item_without_limit",
            N_("这个事项的实施清单没有写“数量限制”，不能公布名额。请先修订事项，写明数量限制再公布。"),
            field="item_id",
            basis="行政许可法第五十七条",
        )


def _check_quota(item_id: int, first: date, last: date, places: int, way: str) -> None:
    if way not in rules.WAYS:
        raise RuleViolation("no_such_way", N_("请选择名额怎样发放。"), field="way")
    if places < 1:
        raise RuleViolation("no_places", N_("名额至少1个。"), field="places")
    if last < first:
        raise RuleViolation("ends_before", N_("结束日期不能早于开始日期。"), field="last")
    _check_free(item_id, first, last)


def _check_free(item_id: int, first: date, last: date, but: int = 0) -> None:
    """One day has one quota of an item, so that nobody stands in two lines."""
    rows = Quota.objects.filter(item=item_id, first__lte=last, last__gte=first).exclude(pk=but)
    clash = rows.first()
    if clash is not None:
        raise RuleViolation(
            "quota_overlaps",
            N_("这个事项在这段时间已经公布过名额“%(name)s”，时间不能重叠。"),
            params={"name": clash.name},
            field="first",
        )


def correct_quota(
    actor: Actor, *, quota_id: int, places: int, last: date, pass_mark: int, reason: str
) -> QuotaCorrection:
    """Publish a quota anew with other places, last day or pass mark; who waits in line is told what it means for them.

    What was said before stays public. `pass_mark` in hundredths. Raises Forbidden, NotFound, RuleViolation: nobody
    loses a licence that was granted or a place in line (licence law art. 8).
    """
    if not actor.has(*KEEPERS):
        raise Forbidden("may_not_set_quota", N_("名额由科室负责人、局领导和事项管理岗公布。"))
    text = need(reason, "reason", N_("请填写为什么更正，例如“市规划调整，增加零售点”。"), longest=500)
    with transaction.atomic():
        quota = lock(Quota, quota_id)
        if quota.bureau_id != actor.bureau_id:
            raise not_found()
        old, new = said_of(quota), rules.Said(places, last, pass_mark)
        if new.last < quota.first:
            raise RuleViolation("ends_before", N_("结束日期不能早于开始日期。"), field="last")
        rules.check_correction(old, new, _filled(quota))
        _check_free(quota.item_id, quota.first, new.last, quota.pk)
        quota.places, quota.last, quota.pass_mark = places, last, pass_mark
        made = QuotaCorrection.objects.create(
            quota=quota,
            before=old.facts(),
            after=new.facts(),
            reason=text,
            made_by_id=actor.staff_id,
            made_at=clock.now(),
        )
        change = rules.difference(old, new)
        event = events.QuotaCorrected(quota.name, change, old.facts(), new.facts())
        values = {"places": places, "last": last, "pass_mark": pass_mark}
        record(
            actor, Subject("quota", quota.pk), event, changes=[Update(Quota, quota.pk, values)], reason=text
        )
        tell_line(actor, quota, made, change)
    return made


def said_of(quota: Quota) -> rules.Said:
    """What a quota says today."""
    return rules.Said(quota.places, quota.last, quota.pass_mark)


def _filled(quota: Quota) -> rules.Filled:
    rows = cases.accepted_in_order(quota.item_id, quota.first, quota.last)
    days = [local_day(row.accepted_at) for row in rows if row.accepted_at]
    granted = sum(1 for row in rows if row.outcome == "granted")
    marked = quota.way == rules.SCORE and Entry.objects.filter(quota=quota).exists()
    return rules.Filled(granted, marked, max(days, default=None))


def record_entry(actor: Actor, *, quota_id: int, number: str, points: int = 0, reference: str = "") -> Entry:
    """Enter a case's score, or with `reference` the record of tender or auction on which its place rests."""
    if not actor.has(*KEEPERS):
        raise Forbidden("may_not_set_quota", N_("成绩和中标结果由科室负责人、局领导和事项管理岗登记。"))
    with transaction.atomic():
        quota = lock(Quota, quota_id)
        if quota.bureau_id != actor.bureau_id:
            raise not_found()
        line = cases.accepted_in_order(quota.item_id, quota.first, quota.last)
        case = line.filter(number=number.strip(), bureau=quota.bureau_id).first()
        if case is None:
            raise RuleViolation(
                "other_item", N_("这项名额下没有受理过这个编号的申请，请核对办件编号。"), field="number"
            )
        if Examination.objects.filter(quota=quota).exists():
            text = N_("这项名额已经公告考试，成绩由考试结果一次公布，不单独登记。")
            raise RuleViolation("marks_by_examination", text, field="number", basis=BASIS)
        by_award = quota.way in {rules.TENDER, rules.AUCTION}
        if by_award:
            need(reference, "reference", N_("请填写成交确认书或中标通知书的文号。"), longest=200)
        elif quota.way != rules.SCORE:
            raise RuleViolation("by_order", N_("按受理先后发放的名额不需要登记成绩。"), field="number")
        values = {
            "points": points,
            "awarded": by_award,
            "reference": reference.strip(),
            "entered_at": clock.now(),
        }
        entry, _new = Entry.objects.update_or_create(quota=quota, case_id=case.pk, defaults=values)
        event = events.EntryRecorded(case.pk, points, by_award, entry.reference)
        record(actor, Subject("quota", quota.pk), event)
    return entry
