"""Beginning an application and filling it in: online by the applicant, at the window by a clerk."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.assurance.rules.levels import Level
from oneseal.cases import events, extensions
from oneseal.cases.models import Case, CaseForm, CaseMaterial
from oneseal.cases.rules import duties
from oneseal.cases.rules.holding import check_serves, last_day
from oneseal.cases.rules.masking import MASKED
from oneseal.cases.rules.states import RUNNING, Act, CaseState
from oneseal.cases.selectors import access
from oneseal.cases.selectors.holding import until_of
from oneseal.cases.selectors.modes import green_until, owed_codes
from oneseal.cases.services.loading import Work, lock_case, missing, tell
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import content as item_content
from oneseal.catalog.rules import variants
from oneseal.catalog.rules.situations import Situation, resolve
from oneseal.certificates.selectors import check_ban
from oneseal.foundation import clock, db
from oneseal.foundation.fields import sealed
from oneseal.foundation.journal import Update
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.hashing import canonical, merkle_root
from oneseal.kernel.text import N_

DELIVERY = {
    "online": "electronic",
    "client": "electronic",
    "window": "pickup",
    "town": "pickup",
    "courier": "courier",
}
"""How the result is handed over unless the applicant chooses otherwise, by the channel of the application."""


def start_draft(
    actor: Actor,
    *,
    item_id: int,
    applicant_id: int,
    answers: Mapping[str, list[str]] | None = None,
    channel: str = "online",
) -> Case:
    """Begin an application for an item on its version of today.

    Citizens for themselves or those they act for (in the authorisation's scope); clerks for anybody, through window,
    town or courier; API clients through client. Raises Forbidden, NotFound, RuleViolation.
    """
    item = _open_item(actor, item_id)
    _check_may_apply(actor, applicant_id, item.code, channel)
    version = _version(item.pk)
    content = _content(version, applicant_id)
    _check_unit(actor, item.pk, channel, content)
    with transaction.atomic():
        case = Case(
            bureau_id=item.bureau_id,
            item=item,
            item_version=version,
            section_id=_section(item.bureau_id, content.business_line),
            channel=channel,
            applicant_id=applicant_id,
            made_by=actor.account_id,
            agent_id=actor.agent_for(applicant_id),
            **asked_for(content, answers or {}),
            wanted_delivery=_first_delivery(channel, content),
            green_until=green_until(item.bureau_id, applicant_id),
            created_at=(now := clock.now()),
            last_at=now,
        )
        case.masked = content.masked
        case.applicant_name = MASKED if case.masked else case.applicant.name
        case.save()
        tell(actor, case, events.Drafted(case.state, item.pk, version.pk, channel))
    return case


def _first_delivery(channel: str, content: item_content.ItemContent) -> str:
    return "pickup" if int(content.assurance_collect) >= Level.DOCUMENT else DELIVERY[channel]


def _check_unit(actor: Actor, item_id: int, channel: str, content: item_content.ItemContent) -> None:
    """Towns take in what was delegated to them; an all-round window any item, to be accepted by whoever may (7.7)."""
    if not (channel == "town" and extensions.may_forward(actor)):
        catalog.check_acting(actor, item_id, "receive", clock.today(), channels=content.channels)


def _version(item_id: int) -> Any:
    """The version that applies today."""
    version = catalog.current_version(item_id)
    if version is None:
        raise _closed()
    return version


def _content(version: Any, applicant_id: int) -> item_content.ItemContent:
    """What the version says, if the applicant may apply for it again today (LIC-21)."""
    content = catalog.content_of(version)
    check_ban(applicant_id, version.item_id, content)
    return content


def _open_item(actor: Actor, item_id: int) -> Any:
    """The item, if it takes applications today (2.7, 2.20)."""
    catalog.check_open(item_id, clock.today())
    return catalog.access_item(actor, item_id)


def asked_for(content: item_content.ItemContent, answers: Mapping[str, list[str]]) -> dict[str, Any]:
    """What the case keeps of the answers: those that apply, the handling variant they choose, its name and code (CAT-1, 4)."""
    situation = resolve(content, answers)
    variant = situation.variant
    return {
        "answers": situation.answers,
        "item_name": variants.full_name(content, variant),
        "variant": variant.code if variant else "",
        "handling_code": variants.handling_code(content, variant),
    }


def _closed() -> RuleViolation:
    return RuleViolation(
        "item_closed", N_("这个事项目前不能申请：它已暂停或取消。请查看事项指南或咨询窗口。")
    )


def _section(bureau_id: int, line: str) -> int:
    """The section that handles a business line."""
    section = identity.sections_by_code(bureau_id).get(line)
    if section is None:
        raise RuleViolation(
            "section_missing",
            N_("承办这个事项的科室（%(line)s）还没有设置，请联系管理员在“机构”中设置。"),
            params={"line": line},
        )
    return section.pk


def _check_may_apply(actor: Actor, applicant_id: int, item_code: str, channel: str) -> None:
    if channel not in DELIVERY:
        raise RuleViolation("no_such_channel", N_("请选择申请的渠道。"), field="channel")
    if channel == "online":
        allowed = applicant_id in actor.applicants and identity.authorised_for(actor, applicant_id, item_code)
    else:
        allowed = actor.has(Role.CLIENT if channel == "client" else Role.CLERK)
    if applicant_id in actor.own_applicants:
        raise duties.own_application()
    if not allowed:
        raise Forbidden(
            "may_not_apply",
            N_("您不能为这个申请人申请本事项。代别人申请的，请先在“我的授权”中取得对方的授权。"),
            field="applicant",
        )


def check_may_edit(actor: Actor, case: Case) -> None:
    """The applicant's side fills in what came online; clerks what came to the window; clients their own."""
    if access.acts_for_applicant(actor, case):
        return
    if case.agent_id and case.agent_id == actor.applicant_id:
        text = N_("您代办这个申请的授权已经到期或撤销，不能再改。请委托人续授权后接着办。")
        raise Forbidden("authorisation_over", text, basis="民法典第一百七十三条")
    if actor.has(Role.CLERK) and case.channel != "online":
        return
    if actor.has(Role.CLIENT) and case.made_by == actor.account_id:
        return
    raise Forbidden("not_your_application", N_("只有申请人（或收件窗口）可以修改申请内容。"))


def lock_for_edit(actor: Actor, case_id: int, *, code: str = "") -> tuple[Work, int]:
    """The case under lock for its editor, and the number of the submission being filled in.

    `code`: the material that is given or taken back; one that is still owed may be after acceptance too (TOL-2).
    """
    work = lock_case(actor, case_id)
    check_may_edit(actor, work.case)
    if code and work.case.owes and work.case.state in RUNNING and code in owed_codes(work.case):
        return work, work.case.submission
    work.act(Act.EDIT)
    coming = work.case.state == CaseState.AWAITING_CORRECTION
    return work, work.case.submission + (1 if coming else 0)


def save_draft(
    actor: Actor,
    *,
    case_id: int,
    data: Mapping[str, Any] | None = None,
    answers: Mapping[str, list[str]] | None = None,
    delivery: str | None = None,
) -> Case:
    """Keep what was typed, complete or not. Nothing is checked here but the shape; `submit_case` checks all.

    `data` is the form's values, `answers` the situation answers, `delivery` pickup, courier or electronic; None
    leaves each as it is.
    """
    with transaction.atomic():
        work, submission = lock_for_edit(actor, case_id)
        if answers is not None and work.case.state == CaseState.DRAFT:
            work.set(**asked_for(work.content, answers))
        if delivery in {"pickup", "courier", "electronic"}:
            work.set(wanted_delivery=delivery)
        digest = keep_form(work, submission, data) if data is not None else ""
        work.commit(events.DraftSaved(work.case.state, submission, digest))
    return work.case


def keep_form(work: Work, submission: int, data: Mapping[str, Any]) -> str:
    """Write the form's values with the act; the digest for the journal."""
    kept = form_of(work.case, submission)
    kept.data, kept.saved_at = dict(data), work.now
    values = {"data": sealed(CaseForm, "data", kept.uid, kept.data), "saved_at": work.now}
    if kept.pk:
        work.changes.append(Update(CaseForm, kept.pk, values))
    else:
        kept.save()
    return form_digest(kept.data)


def form_of(case: Case, submission: int) -> CaseForm:
    """The form of a submission; a new, empty one that is not saved where nothing was typed yet. Under the case's lock."""
    found = db.rows_where(CaseForm, "case_id = %s AND submission = %s", [case.pk, submission])
    return found[0] if found else CaseForm(case=case, submission=submission)


def form_digest(data: Mapping[str, Any]) -> str:
    """A digest of a form's values, for the journal, which holds no personal data."""
    return merkle_root([canonical(data)]).hex()


def situation_of(case: Case) -> Situation:
    """What applies to the case: form, materials, steps of its version for its answers."""
    return resolve(catalog.version_content(case.item_version_id), case.answers)


def material_named(case: Case, code: str) -> item_content.Material:
    """The material of the case's situation. Raises RuleViolation for one that the item does not ask for (LIC-7)."""
    found = next((each for each in situation_of(case).materials if each.code == code), None)
    if found is None:
        raise RuleViolation(
            "off_guide_material",
            N_("这份材料不在本事项公布的材料清单中，不需要提交。"),
            field="code",
            basis="行政许可法第三十一条",
        )
    return found


def add_material(
    actor: Actor,
    *,
    case_id: int,
    code: str,
    file_id: int | None = None,
    source: str = "applicant",
    paper_copies: int = 0,
    note: str = "",
    valid_until: date | None = None,
) -> CaseMaterial:
    """Hand in one file (documents.services.store_file, purpose `case_material`) or paper for a material.

    `valid_until`: the last day that the paper itself bears. Raises RuleViolation for one that is over.

    The caller has made sure that `file_id` is a file this actor may use (documents.selectors.access_file).
    """
    with transaction.atomic():
        work, submission = lock_for_edit(actor, case_id, code=code)
        material = material_named(work.case, code)
        if file_id is None and not paper_copies and source != "shared":
            raise RuleViolation("nothing_handed_in", N_("请选择要上传的文件。"), field="file")
        check_serves(material.name, valid_until, work.today)
        months = material.valid_months if source != "reused" else None
        row = CaseMaterial.objects.create(
            case=work.case,
            code=code,
            name=material.name,
            submission=submission,
            source=source,
            file_id=file_id,
            paper_copies=paper_copies,
            note=note.strip(),
            added_at=work.now,
            valid_until=last_day(work.today, months, valid_until),
        )
        work.commit(events.MaterialAdded(work.case.state, code, source, submission, file_id))
    return row


def remove_material(actor: Actor, *, case_id: int, material_id: int) -> None:
    """Take back a material of the submission that is still being filled in."""
    with transaction.atomic():
        found = CaseMaterial.objects.filter(pk=material_id, case=case_id).first()
        work, submission = lock_for_edit(actor, case_id, code=found.code if found else "")
        row = CaseMaterial.objects.filter(pk=material_id, case=work.case, submission=submission).first()
        if row is None:
            raise missing()
        row.delete()
        work.commit(events.MaterialRemoved(work.case.state, row.code, material_id))


def reuse_material(actor: Actor, *, case_id: int, code: str, from_material_id: int) -> CaseMaterial:
    """Use a file that the same applicant gave in an earlier case (材料复用): nothing is asked for twice.

    Raises RuleViolation where it is no longer valid.
    """
    earlier = CaseMaterial.objects.select_related("case").filter(pk=from_material_id).first()
    if earlier is None or earlier.file_id is None or not access.may_see(actor, earlier.case):
        raise missing()
    case = access.access_case(actor, case_id)
    if earlier.case.applicant_id != case.applicant_id:
        raise missing()
    until = until_of(earlier, material_named(case, code).valid_months)
    return add_material(
        actor, case_id=case_id, code=code, file_id=earlier.file_id, source="reused", valid_until=until
    )
