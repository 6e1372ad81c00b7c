"""The flow of a kind of project: stages, tasks and what waits for what (PRJ-1, PRJ-2, PRJ-5).

A template is data (table FlowTemplate); here stand its shape and the checks before it may be used.
"""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.projects.rules.schedule import check_no_circle

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
PARALLEL: Final = 5
STAGES: Final = {
    1: N_("立项用地规划许可"),
    2: N_("工程建设许可"),
    3: N_("施工许可"),
    4: N_("竣工验收"),
    PARALLEL: N_("并行推进"),
}
"""The four stages and the parallel track; the numbers are those of the national stage dictionary (PRJ-2)."""


class Investor(StrEnum):
    """Kinds of project by who invests (PRJ-5)."""

    GOVERNMENT = "government"
    SOCIAL = "social"
    SOCIAL_PLAN = "social_plan"
    SMALL = "small"
    INDUSTRIAL = "industrial"


INVESTORS: Final = {
    Investor.GOVERNMENT: N_("政府投资"),
    Investor.SOCIAL: N_("社会投资（一般）"),
    Investor.SOCIAL_PLAN: N_("社会投资（带方案出让用地）"),
    Investor.SMALL: N_("社会投资（小型低风险）"),
    Investor.INDUSTRIAL: N_("社会投资（工业）"),
}


class TaskKind(StrEnum):
    """What a task is; says on whose meter its days go."""

    ITEM = "item"
    FILING = "filing"
    REVIEW = "review"
    EVALUATION = "evaluation"
    ACCEPTANCE = "acceptance"
    UTILITY = "utility"
    SHADOW = "shadow"
    PREPARATION = "preparation"


KINDS: Final = {
    TaskKind.ITEM: N_("审批事项"),
    TaskKind.FILING: N_("备案"),
    TaskKind.REVIEW: N_("联合审图"),
    TaskKind.EVALUATION: N_("联合评估"),
    TaskKind.ACCEPTANCE: N_("联合验收"),
    TaskKind.UTILITY: N_("公共设施接入"),
    TaskKind.SHADOW: N_("上级审批（协助报批）"),
    TaskKind.PREPARATION: N_("项目单位准备"),
}
JOINT: Final = (TaskKind.REVIEW, TaskKind.EVALUATION, TaskKind.ACCEPTANCE)
"""One request, parallel opinions, one consolidated answer (5.11, 5.12, 5.13)."""


class Missing(StrEnum):
    """What a reply that did not come by its day means; a law or a local rule must stand behind all but the first."""

    ESCALATE = "escalate"
    CONSENT = "consent"


MISSING: Final = {
    Missing.ESCALATE: N_("催办并上报，等答复后再汇总"),
    Missing.CONSENT: N_("视为同意（须有规定依据）"),
}


class Part(BaseModel):
    """Base of all parts: unknown fields are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FlowTask(Part):
    """One task of the flow. `unit`: code of a section or name of a department; `item`: code of the catalogue's item.

    `units`: whose opinions a joint task asks; `assessment`: the regional assessment that stands for it (5.14).
    """

    key: Key
    name: Text
    stage: int = Field(ge=1, le=PARALLEL)
    kind: TaskKind = TaskKind.ITEM
    unit: str = ""
    units: list[Text] = Field(default_factory=list)
    days: int = Field(ge=0, le=365)
    after: list[Key] = Field(default_factory=list)
    item: str = ""
    partner: str = ""
    assessment: str = ""


class FlowStage(Part):
    """One stage: its lead, and the working days of approval time that it may take."""

    number: int = Field(ge=1, le=PARALLEL)
    lead: Text
    days: int = Field(ge=1, le=365)


class Flow(Part):
    """The flow of a kind of project. `target`: working days of approval time up to `goal`, after which works may start."""

    investor: Investor
    title: Text
    target: int = Field(ge=1, le=400)
    target_source: str = ""
    goal: Key
    missing: Missing = Missing.ESCALATE
    missing_basis: str = ""
    stages: list[FlowStage] = Field(min_length=1)
    tasks: list[FlowTask] = Field(min_length=1)

    def stage(self, number: int) -> FlowStage | None:
        """One stage."""
        return next((each for each in self.stages if each.number == number), None)


def check(flow: Flow) -> None:
    """Refuse a flow that cannot run: unknown or circular prerequisites, stages without lead, no goal (PRJ-1, PRJ-8).

    Raises Violations with one entry for each fault.
    """
    known = {task.key: task for task in flow.tasks}
    numbers = [stage.number for stage in flow.stages]
    found = [*_doubles(flow, numbers), *_links(flow, known)]
    if flow.goal not in known:
        found.append(
            _fault("goal_missing", N_("没有找到开工的标志环节“%(name)s”，请从列出的环节中选择。"), flow.goal)
        )
    if flow.missing is Missing.CONSENT and not flow.missing_basis.strip():
        found.append(_fault("basis_missing", N_("逾期未答复视为同意，必须写明规定依据。"), ""))
    if not found:
        try:
            check_no_circle(
                {key: task.after for key, task in known.items()}, {k: t.name for k, t in known.items()}
            )
        except RuleViolation as error:
            found.append(error)
    if found:
        raise Violations(found)


def _doubles(flow: Flow, numbers: list[int]) -> list[RuleViolation]:
    keys = [task.key for task in flow.tasks]
    found = [
        _fault("task_twice", N_("环节代码“%(name)s”用了两次，请改成不同的代码。"), key)
        for key in dict.fromkeys(keys)
        if keys.count(key) > 1
    ]
    if len(set(numbers)) != len(numbers):
        found.append(_fault("stage_twice", N_("同一个阶段写了两次，请合并。"), ""))
    return found


def _links(flow: Flow, known: dict[str, FlowTask]) -> list[RuleViolation]:
    found = []
    for task in flow.tasks:
        if flow.stage(task.stage) is None:
            found.append(
                _fault("stage_missing", N_("“%(name)s”所在的阶段没有写牵头部门，请先补上阶段。"), task.name)
            )
        if not task.unit and not task.partner and task.kind is not TaskKind.PREPARATION:
            found.append(
                _fault("unit_missing", N_("“%(name)s”没有写由谁办，请补上部门或者单位。"), task.name)
            )
        if task.kind in JOINT and not task.units:
            found.append(
                _fault("units_missing", N_("“%(name)s”没有写征求哪些部门的意见，请补上。"), task.name)
            )
        for other in task.after:
            if other not in known:
                found.append(_fault("after_unknown", N_("“%(name)s”的前置环节不存在，请改正。"), task.name))
            elif task.stage < PARALLEL and task.stage < known[other].stage < PARALLEL:
                found.append(
                    _fault("after_later", N_("“%(name)s”的前置在后面的阶段，请调整阶段或者前置。"), task.name)
                )
    return found


def _fault(code: str, text: str, name: str) -> RuleViolation:
    return RuleViolation(code, text, params={"name": name}, field="flow", basis="国办发〔2019〕11号")
