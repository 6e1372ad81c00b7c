"""Yearly appraisal, with the centre's own share of excellent results (双重管理, inventory 1.8)."""

from django.db import transaction

from oneseal.foundation import clock, journal
from oneseal.foundation.db import lock
from oneseal.identity import events, selectors
from oneseal.identity.models import Organisation, StaffAppraisal
from oneseal.identity.rules import appraisals as rules
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_


def appraise(actor: Actor, staff_id: int, *, year: int, grade: str, remark: str = "") -> StaffAppraisal:
    """Enter or correct the result of somebody's year; excellent only within their group's share.

    For the bureau's heads and administrators, never about oneself. Raises Forbidden, NotFound, RuleViolation
    quota_full, grade_wrong, year_wrong, not_appraised.
    """
    if not actor.has(*selectors.APPRAISERS) or not actor.staff_id:
        raise Forbidden("role_missing", N_("年度考核由局领导或局办公室的管理员登记。"))
    person = selectors.access_staff(actor, staff_id)
    if person.pk == actor.staff_id:
        raise Forbidden("own_appraisal", N_("不能登记自己的考核结果，请由别人登记。"))
    rules.check_year(year, clock.today())
    if grade not in set(rules.Grade):
        raise RuleViolation("grade_wrong", N_("请选择考核等次。"), field="grade")
    if not selectors.appraised_staff(actor, year).filter(pk=staff_id).exists():
        raise RuleViolation(
            "not_appraised", N_("该人员这一年度不参加本局考核：不在职，或者是政府购买服务人员。")
        )
    group = rules.group_of(person.home_unit.kind)
    with transaction.atomic():
        # The bureau's row is locked, so that two results given at once do not both take the last place.
        lock(Organisation, actor.bureau_id)
        former = StaffAppraisal.objects.filter(staff=staff_id, year=year).first()
        if grade == rules.Grade.EXCELLENT:
            rules.check_quota(selectors.quota(actor, year, group, but=staff_id))
        values = {
            "grade": grade,
            "group": group,
            "remark": remark.strip()[:300],
            "by_id": actor.staff_id,
            "at": clock.now(),
        }
        made, _ = StaffAppraisal.objects.update_or_create(staff_id=staff_id, year=year, defaults=values)
        event = events.StaffAppraised(year, grade, group, former.grade if former else "")
        journal.record(actor, journal.Subject("staff", staff_id), event, reason=remark.strip())
    return made
