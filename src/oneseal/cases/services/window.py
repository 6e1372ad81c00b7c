"""What happens only in front of a clerk: mending a slip on the spot, scans, seeing a form unmasked."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from oneseal.cases.events import desk as events
from oneseal.cases.models import Case, CaseForm, CaseMaterial
from oneseal.cases.rules.states import Act
from oneseal.cases.selectors import access
from oneseal.cases.selectors.masking import check_knows
from oneseal.cases.services.drafts import add_material, form_digest, material_named, situation_of
from oneseal.cases.services.intake import RECEIVERS
from oneseal.cases.services.loading import lock_case, need_text
from oneseal.catalog.rules import form_values
from oneseal.documents.services import taken_scan
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, RuleViolation, Violations
from oneseal.kernel.text import N_

LONGEST_REASON = 200


def add_scan(actor: Actor, *, case_id: int, code: str, login: str, key: str) -> CaseMaterial:
    """Hand in what the clerk's own scanner dropped for a material (documents.services.taken_scan).

    What is refused stays in the folder. Raises Conflict where the scan is gone, RuleViolation for a material that
    is not asked for (LIC-7) and for files that an upload would be refused for.
    """
    case = access.access_case(actor, case_id)
    material_named(case, code)
    with taken_scan(actor, bureau_id=case.bureau_id, login=login, key=key, purpose="case_material") as file:
        return add_material(actor, case_id=case_id, code=code, file_id=file.pk, source="window")


def correct_on_the_spot(
    actor: Actor, *, case_id: int, data: Mapping[str, Any], confirmed: bool, note: str
) -> Case:
    """Mend a slip in the form with the applicant's consent (licence law art. 32(1)(3), LIC-1 c).

    The application keeps its day of receipt. `confirmed`: the applicant agreed; `note` says how and what. Raises
    Violations for wrong fields, RuleViolation where nothing changed or nobody agreed.
    """
    with transaction.atomic():
        work = lock_case(actor, case_id)
        check_knows(actor, work.case)
        if not work.in_role(*RECEIVERS):
            raise Forbidden("may_not_receive", N_("您的岗位不负责收件受理，请交给综合窗口或承办科室。"))
        work.act(Act.CORRECT)
        form = CaseForm.objects.filter(case=work.case).order_by("-submission").first()
        if form is None:
            raise RuleViolation("no_form", N_("这个办件没有申请表，请刷新页面。"))
        changed = _changed(form.data, data)
        if not changed:
            raise RuleViolation("nothing_changed", N_("申请表没有改动。请改正有误的内容后再保存。"))
        if not confirmed:
            raise RuleViolation(
                "not_confirmed",
                N_("更正必须经申请人确认，请当面确认后勾选。"),
                field="confirmed",
                basis="行政许可法第三十二条第一款第三项",
            )
        note = need_text(note, "note_missing", N_("请写明更正了什么、申请人怎样确认的。"), "note")
        _check_form(situation_of(work.case).schema, data)
        form.data = dict(data)
        form.saved_at = work.now
        form.save(update_fields=["data", "saved_at"])
        event = events.CorrectedOnTheSpot(
            work.case.state, work.case.number, work.case.submission, changed, form_digest(form.data)
        )
        work.commit(event, reason=note)
    return work.case


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def _check_form(schema: dict[str, Any], data: Mapping[str, Any]) -> None:
    wrong = [
        RuleViolation(error.code, error.message, params=dict(error.params), field=error.name)
        for error in form_values.validate(schema, dict(data))
    ]
    if wrong:
        raise Violations(wrong)


def unmask_form(actor: Actor, *, case_id: int, reason: str) -> None:
    """Journal that somebody looks at a form with its personal data in full, and why (PIPL 6, 51)."""
    reason = reason.strip()
    if not 4 <= len(reason) <= LONGEST_REASON:
        text = N_("请写明查看原因（4至200个字），例如“电话通知补正材料”。")
        raise RuleViolation("reason_missing", text, field="reason", basis="个人信息保护法第六条")
    with transaction.atomic():
        work = lock_case(actor, case_id)
        check_knows(actor, work.case)
        if not actor.is_staff:
            raise Forbidden("not_staff", N_("只有工作人员可以查看完整信息。"))
        event = events.FormUnmasked(work.case.state, work.case.number)
        record(actor, Subject("case", case_id), event, reason=reason)
