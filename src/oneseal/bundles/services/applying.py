"""One application for several items: begun, filled in, handed in (ONE-1, ONE-2, ONE-5)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from oneseal.assurance import services as assurance
from oneseal.assurance.rules.levels import Purpose
from oneseal.assurance.selectors import Matter
from oneseal.bundles import events
from oneseal.bundles.models import Joint, JointCase, JointMaterial, PartnerOrder, Theme
from oneseal.bundles.rules.states import JOINTS, JointState
from oneseal.bundles.selectors import joints as reads
from oneseal.bundles.selectors import partners_of, themes
from oneseal.bundles.services import running
from oneseal.bundles.services.keeping import locked, tell, write
from oneseal.bundles.services.papers import issue_slip
from oneseal.cases.rules import duties
from oneseal.cases.services.drafts import form_digest
from oneseal.catalog.rules import form_values
from oneseal.catalog.rules.composing import Composition
from oneseal.foundation import calendars, clock
from oneseal.foundation.numbering import next_number
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations
from oneseal.kernel.text import N_

CHANNELS = ("online", "window", "client")
Answers = Mapping[str, list[str]]


def start_joint(
    actor: Actor,
    *,
    theme_id: int,
    applicant_id: int,
    answers: Answers | None = None,
    channel: str = "online",
) -> Joint:
    """Begin one application for a published theme, package or stage.

    Citizens for themselves or those they act for, in the scope of the authorisation; clerks at the window and other
    systems (`client`) for anybody. Raises Forbidden, NotFound, RuleViolation where an item is closed today.
    """
    theme = Theme.objects.select_related("current").filter(pk=theme_id).first()
    if theme is None or theme.current is None:
        raise NotFound("theme_not_found", N_("没有找到这件事，它可能已经下线。请在首页搜索或咨询窗口。"))
    content = themes.content_of(theme.current)
    built = themes.blocks(theme.bureau_id, content)
    themes.check_whole(built)
    _check_may_apply(actor, theme.bureau_id, applicant_id, content.codes, channel)
    lead = identity.sections_by_code(theme.bureau_id).get(content.lead)
    if lead is None:
        text = N_("牵头科室（%(line)s）还没有设置，请联系管理员在“机构”中设置。")
        raise RuleViolation("section_missing", text, params={"line": content.lead})
    with transaction.atomic():
        joint = Joint(
            bureau_id=theme.bureau_id,
            version=theme.current,
            title=content.title,
            lead_id=lead.pk,
            channel=channel,
            applicant_id=applicant_id,
            made_by=actor.account_id,
            answers=built.compose(answers or {}).answers,
            created_at=clock.now(),
        )
        joint.applicant_name = joint.applicant.name
        joint.save()
        tell(actor, joint, events.JointStarted(joint.version_id, channel))
    return joint


def _check_may_apply(actor: Actor, bureau_id: int, applicant_id: int, codes: list[str], channel: str) -> None:
    if channel not in CHANNELS:
        raise RuleViolation("no_such_channel", N_("请选择申请的渠道。"), field="channel")
    if applicant_id in actor.own_applicants:
        raise duties.own_application()
    if channel == "online":
        allowed = _authorised(actor, applicant_id, codes)
    else:
        role = Role.CLIENT if channel == "client" else Role.CLERK
        allowed = actor.has(role) and actor.bureau_id == bureau_id
    if not allowed:
        text = N_("您不能为这个申请人申请这件事。代别人申请的，请先在“我的授权”中取得对方对全部事项的授权。")
        raise Forbidden("may_not_apply", text, field="applicant")


def _authorised(actor: Actor, applicant_id: int, codes: list[str]) -> bool:
    """Whether a citizen may act for the applicant in every one of these items today."""
    return applicant_id in actor.applicants and all(
        identity.authorised_for(actor, applicant_id, code) for code in codes
    )


def check_may_edit(actor: Actor, joint: Joint) -> None:
    """The applicant's side what came online, clerks what came to the window, another system what it began.

    An agent only within their authorisation.
    """
    mine = _authorised(actor, joint.applicant_id, themes.content_of(joint.version).codes)
    taken_in = actor.has(Role.CLERK) and joint.channel == "window"
    began = actor.has(Role.CLIENT) and joint.made_by == actor.account_id
    if not (mine or taken_in or began):
        raise Forbidden("not_your_application", N_("只有申请人（或收件窗口）可以修改申请内容。"))
    if joint.applicant_id in actor.own_applicants:
        raise duties.own_application()


def _editable(actor: Actor, joint_id: int) -> Joint:
    """The draft under lock, on the theme's newest version."""
    joint = locked(actor, joint_id)
    check_may_edit(actor, joint)
    JOINTS.step(joint.state, "edit")
    return joint


def save_joint(
    actor: Actor, *, joint_id: int, answers: Answers | None = None, data: Mapping[str, Any] | None = None
) -> Joint:
    """Keep what was answered and filled in, complete or not; `submit_joint` checks all.

    A draft follows its theme to the newest published version: nothing was promised yet.
    """
    with transaction.atomic():
        joint = _editable(actor, joint_id)
        values: dict[str, Any] = _newest(joint)
        if answers is not None:
            for name, value in values.items():
                setattr(joint, name, value)
            built = themes.blocks(joint.bureau_id, themes.content_of(joint.version))
            values["answers"] = built.compose(answers).answers
        if data is not None:
            values["data"] = dict(data)
        digest = form_digest(data) if data is not None else ""
        write(actor, joint, events.JointSaved(digest), **values)
    return joint


def _newest(joint: Joint) -> dict[str, Any]:
    current = joint.version.theme.current_id
    return {"version_id": current} if current and current != joint.version_id else {}


def add_paper(
    actor: Actor,
    *,
    joint_id: int,
    code: str,
    file_id: int | None = None,
    paper_copies: int = 0,
    source: str = "applicant",
) -> JointMaterial:
    """Hand in one paper of the one set; while it is filled in, or in answer to the correction notice.

    The caller has made sure that the actor may use the file (purpose `case_material`). Raises RuleViolation for what
    no item asks for (LIC-7).
    """
    with transaction.atomic():
        joint = locked(actor, joint_id)
        check_may_edit(actor, joint)
        correcting = joint.state == JointState.RUNNING and _may_supply(joint, code)
        if not correcting:
            JOINTS.step(joint.state, "edit")
        joined = next(
            (each for each in reads.filling(joint).composition.materials if each.code == code), None
        )
        if joined is None:
            text = N_("这份材料不在这件事的材料清单中，不需要提交。")
            raise RuleViolation("off_guide_material", text, field="code", basis="行政许可法第三十一条")
        if file_id is None and not paper_copies:
            raise RuleViolation("nothing_handed_in", N_("请选择要上传的文件。"), field="file")
        row = JointMaterial.objects.create(
            joint=joint,
            code=code,
            name=joined.material.name,
            file_id=file_id,
            paper_copies=paper_copies,
            source=source,
            added_at=clock.now(),
        )
        tell(actor, joint, events.JointPaper(code, "提交"))
    return row


def _may_supply(joint: Joint, code: str) -> bool:
    """Whether a running application waits for this paper: a notice names it, or a new version of an item asks for it."""
    notice = reads.open_notice(joint)
    asked = {gap.code for gap in notice.gaps.all()} if notice else set()
    for row in joint.members.filter(state="lacking"):
        asked |= {found[1] for found in row.lacking}
    return code in asked


def remove_paper(actor: Actor, *, joint_id: int, paper_id: int) -> None:
    """Take back a paper of a draft."""
    with transaction.atomic():
        joint = _editable(actor, joint_id)
        row = JointMaterial.objects.filter(pk=paper_id, joint=joint).first()
        if row is None:
            raise NotFound("paper_not_found", N_("没有找到这份材料，请刷新页面。"))
        row.delete()
        tell(actor, joint, events.JointPaper(row.code, "取回"))


def submit_joint(actor: Actor, *, joint_id: int, declared: bool) -> Joint:
    """Hand in: one number, one slip; what waits for nothing begins at once, each as a case of its own (ONE-2).

    The catalogue of today applies. Raises Violations with one entry for each unanswered question, wrong field and
    missing material of the one set; nothing is changed then.
    """
    with transaction.atomic():
        joint = _editable(actor, joint_id)
        if moved := _newest(joint):
            text = N_("这件事的内容刚刚更新过，请从第一步起核对一遍，再提交；您填写的内容都还在。")
            raise Conflict("theme_changed", text, params={"version": str(moved["version_id"])})
        if joint.version.theme.current_id is None:
            raise Conflict(
                "theme_offline", N_("这件事已经下线，不能再提交。请分别申请各个事项，或者咨询窗口。")
            )
        filled = reads.filling(joint)
        themes.check_whole(filled.blocks)
        check_complete(filled, declared=declared)
        check_assured(actor, joint, filled.composition)
        _arrive(actor, joint, filled.composition)
        _make_rows(joint, filled)
        running.advance(actor, joint, first=True)
        issue_slip(actor, joint)
    return joint


def check_assured(actor: Actor, joint: Joint, one: Composition) -> None:
    """The strictest of the items asks for all of them: when the whole is handed in, and for what it lacked later."""
    needed = max((int(each.content.assurance_hand_in) for each in one.members), default=1)
    matter = Matter(Purpose.HAND_IN, needed, joint.applicant_id, joint.bureau_id, joint.agent_id)
    assurance.require(actor, matter)


def check_complete(filled: reads.Filling, *, declared: bool) -> None:
    """Everything that is wrong, at once. Raises Violations."""
    one = filled.composition
    questions = {each.key: each.text for each in one.questions}
    problems = [
        RuleViolation(
            "unanswered", N_("请回答：%(question)s"), params={"question": questions[key]}, field=key
        )
        for key in one.unanswered
    ]
    problems += [
        RuleViolation(each.code, each.message, params=dict(each.params), field=each.name)
        for each in form_values.validate(one.schema, dict(filled.joint.data))
        if one.schema
    ]
    here = {row.code for row in filled.papers}
    problems += [
        RuleViolation(
            "material_missing",
            N_("缺少材料“%(name)s”，请上传。"),
            params={"name": each.material.name},
            field=f"material_{each.code}",
        )
        for each in one.materials
        if each.must and each.code not in here
    ]
    if not declared:
        text = N_("请勾选声明：您对提交材料的真实性负责。")
        problems.append(RuleViolation("not_declared", text, field="declared", basis="行政许可法第三十一条"))
    if problems:
        raise Violations(problems)


def _arrive(actor: Actor, joint: Joint, one: Composition) -> None:
    """Number, promise, who waits for whom."""
    year = clock.today().year
    due = calendars.current().add_workdays(clock.today(), one.plan.days)
    values: dict[str, Any] = {
        "state": JOINTS.step(joint.state, "submit"),
        "number": f"L{year}{next_number(joint.bureau_id, 'joint', year):06}",
        "agent_id": actor.agent_for(joint.applicant_id),
        "answers": one.answers,
        "waits": {key: list(before) for key, before in one.plan.waits.items()},
        "promise_days": one.plan.days,
        "promised_due": due.day,
        "due_provisional": due.provisional,
        "submitted_at": clock.now(),
    }
    items = [each.code for each in one.members]
    event = events.JointSubmitted(values["number"], due.day.isoformat(), one.plan.days, items)
    write(actor, joint, event, **values)


def _make_rows(joint: Joint, filled: reads.Filling) -> None:
    for place, member in enumerate(filled.composition.members):
        item = filled.blocks.items[member.code]
        JointCase.objects.create(
            joint=joint,
            code=member.code,
            item_id=item.pk,
            version_id=item.current_version_id,
            name=member.part.name,
            place=place,
            answers=member.situation.answers,
        )
    wanted = {each.key: each for each in filled.blocks.content.errands}
    partners = {row.code: row for row in partners_of(joint.bureau_id)}
    for key in filled.composition.plan.waits:
        if key not in wanted:
            continue
        errand = wanted[key]
        if errand.partner not in partners:
            text = N_("“%(name)s”的合作单位（%(code)s）还没有登记，请事项管理员在“合作单位”中登记。")
            raise RuleViolation("no_partner", text, params={"name": errand.name, "code": errand.partner})
        PartnerOrder.objects.create(
            joint=joint,
            partner=partners[errand.partner],
            key=key,
            name=errand.name,
            contents=list(errand.contents),
            days=errand.days,
        )


def apply_jointly(
    actor: Actor,
    *,
    theme_id: int,
    applicant_id: int,
    answers: Answers,
    data: Mapping[str, Any],
    papers: Mapping[str, int | None],
    declared: bool,
    channel: str = "online",
) -> Joint:
    """All at once: begin, fill in, hand in. `papers` maps codes to files; None stands for one paper copy.

    Nothing is kept where anything is refused.
    """
    with transaction.atomic():
        joint = start_joint(
            actor, theme_id=theme_id, applicant_id=applicant_id, answers=answers, channel=channel
        )
        save_joint(actor, joint_id=joint.pk, answers=answers, data=data)
        for code, file_id in papers.items():
            copies = 0 if file_id else 1
            add_paper(actor, joint_id=joint.pk, code=code, file_id=file_id, paper_copies=copies)
        return submit_joint(actor, joint_id=joint.pk, declared=declared)


def withdraw_joint(actor: Actor, *, joint_id: int, reason: str = "") -> Joint:
    """Take it back: drafts and items that wait end, cases not decided are withdrawn, what was decided stands."""
    with transaction.atomic():
        joint = locked(actor, joint_id)
        check_may_edit(actor, joint)
        submitted = joint.state != JointState.DRAFT
        state = JOINTS.step(joint.state, "withdraw")
        if submitted:
            running.withdraw_rest(actor, joint, reason)
        values = {"state": state, "finished_at": clock.now() if submitted else None}
        write(actor, joint, events.JointWithdrawn(joint.number), reason=reason, **values)
    return joint
