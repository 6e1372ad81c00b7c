"""The news that projects publish: codes, keys, days and units, no names of persons."""

from dataclasses import dataclass
from typing import ClassVar

from oneseal.kernel.events import Event
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class FlowAdopted(Event):
    """The flow of a kind of project was set."""

    kind: ClassVar[str] = "projects.flow_adopted"
    says: ClassVar[str] = N_("%(who)s 调整了审批流程“%(title)s”")
    investor: str
    title: str
    target: int


@dataclass(frozen=True)
class Registered(Event):
    """A project entered the list."""

    kind: ClassVar[str] = "projects.registered"
    says: ClassVar[str] = N_("%(who)s 登记项目 %(code)s")
    code: str
    investor: str


@dataclass(frozen=True)
class Changed(Event):
    """Particulars of a project were changed; `fields` names them."""

    kind: ClassVar[str] = "projects.changed"
    says: ClassVar[str] = N_("%(who)s 修改了项目登记内容")
    fields: list[str]


@dataclass(frozen=True)
class SiteSet(Event):
    """The site was drawn or uploaded."""

    kind: ClassVar[str] = "projects.site_set"
    says: ClassVar[str] = N_("%(who)s 登记了用地范围，%(area)s平方米")
    area: int


@dataclass(frozen=True)
class Stopped(Event):
    """A project was called off for the time being."""

    kind: ClassVar[str] = "projects.stopped"
    says: ClassVar[str] = N_("%(who)s 中止了项目")
    on: str


@dataclass(frozen=True)
class Resumed(Event):
    """It goes on."""

    kind: ClassVar[str] = "projects.resumed"
    says: ClassVar[str] = N_("%(who)s 恢复了项目")
    on: str


@dataclass(frozen=True)
class Finished(Event):
    """Everything is done."""

    kind: ClassVar[str] = "projects.finished"
    says: ClassVar[str] = N_("%(who)s 确认项目竣工验收完成")
    on: str


@dataclass(frozen=True)
class StageApplied(Event):
    """The one application for a stage was begun."""

    kind: ClassVar[str] = "projects.stage_applied"
    says: ClassVar[str] = N_("%(who)s 开始填写第%(stage)s阶段的申请（一张表单、一套材料）")
    stage: int


@dataclass(frozen=True)
class StageOpened(Event):
    """A stage was accepted as one application: one date, one lead."""

    kind: ClassVar[str] = "projects.stage_opened"
    says: ClassVar[str] = N_("%(who)s 统一受理第%(stage)s阶段，%(due)s前办完")
    stage: int
    due: str


@dataclass(frozen=True)
class StagePassed(Event):
    """Everything of a stage is done."""

    kind: ClassVar[str] = "projects.stage_passed"
    says: ClassVar[str] = N_("%(who)s 确认第%(stage)s阶段办完，用了%(used)s个工作日")
    stage: int
    used: int


@dataclass(frozen=True)
class TaskStarted(Event):
    """A task began; `unit` holds it."""

    kind: ClassVar[str] = "projects.task_started"
    says: ClassVar[str] = N_("%(who)s 开始“%(name)s”（%(unit)s）")
    task: str
    name: str
    unit: str
    on: str


@dataclass(frozen=True)
class TaskFinished(Event):
    """A task is done."""

    kind: ClassVar[str] = "projects.task_finished"
    says: ClassVar[str] = N_("%(who)s 完成“%(name)s”")
    task: str
    name: str
    on: str


@dataclass(frozen=True)
class TaskSkipped(Event):
    """A task is not needed; `assessment` stands for it where there is one."""

    kind: ClassVar[str] = "projects.task_skipped"
    says: ClassVar[str] = N_("%(who)s 确认不需要办“%(name)s” %(assessment)s")
    task: str
    name: str
    assessment: str


@dataclass(frozen=True)
class TaskNeeded(Event):
    """A task is needed after all."""

    kind: ClassVar[str] = "projects.task_needed"
    says: ClassVar[str] = N_("%(who)s 确认还要办“%(name)s”")
    task: str
    name: str


@dataclass(frozen=True)
class TaskAssigned(Event):
    """Another unit handles a task, or leads a stage."""

    kind: ClassVar[str] = "projects.task_assigned"
    says: ClassVar[str] = N_("%(who)s 把“%(name)s”交由%(unit)s办理")
    task: str
    name: str
    unit: str


@dataclass(frozen=True)
class CaseLinked(Event):
    """An application was tied to a task."""

    kind: ClassVar[str] = "projects.case_linked"
    says: ClassVar[str] = N_("%(who)s 把办件 %(number)s 关联到“%(name)s”")
    task: str
    name: str
    case: int
    number: str


@dataclass(frozen=True)
class Asked(Event):
    """Several units were asked at once."""

    kind: ClassVar[str] = "projects.asked"
    says: ClassVar[str] = N_("%(who)s 发起%(title)s，请%(units)s在%(due)s前答复")
    ask: int
    title: str
    units: list[str]
    due: str


@dataclass(frozen=True)
class OpinionGiven(Event):
    """One unit answered."""

    kind: ClassVar[str] = "projects.opinion_given"
    says: ClassVar[str] = N_("%(who)s 代表%(unit)s答复：%(said)s")
    ask: int
    unit: str
    said: str
    late: bool


@dataclass(frozen=True)
class OpinionMissed(Event):
    """One unit did not answer by its day."""

    kind: ClassVar[str] = "projects.opinion_missed"
    says: ClassVar[str] = N_("%(unit)s 到期没有答复（%(title)s），已上报牵头科室和协调督查")
    ask: int
    title: str
    unit: str
    due: str


@dataclass(frozen=True)
class AskClosed(Event):
    """The one consolidated answer was given."""

    kind: ClassVar[str] = "projects.ask_closed"
    says: ClassVar[str] = N_("%(who)s 汇总%(title)s：%(result)s（%(document)s）")
    ask: int
    title: str
    result: str
    document: str


@dataclass(frozen=True)
class AskCancelled(Event):
    """A request was called off."""

    kind: ClassVar[str] = "projects.ask_cancelled"
    says: ClassVar[str] = N_("%(who)s 取消%(title)s")
    ask: int
    title: str


@dataclass(frozen=True)
class CostsRecorded(Event):
    """What the evaluations of a joint one cost, alone and together, in 分."""

    kind: ClassVar[str] = "projects.costs_recorded"
    says: ClassVar[str] = N_("%(who)s 登记了%(title)s的评估费用")
    ask: int
    title: str
    alone: int
    joint: int


@dataclass(frozen=True)
class ConnectionAnswered(Event):
    """A utility company said how, for how much (分) and by when it connects."""

    kind: ClassVar[str] = "projects.connection_answered"
    says: ClassVar[str] = N_("%(who)s 代表%(company)s答复“%(name)s”：%(ready)s前接通")
    task: str
    name: str
    company: str
    fee: int
    ready: str


@dataclass(frozen=True)
class AssessmentListed(Event):
    """A regional assessment may be reused from now on."""

    kind: ClassVar[str] = "projects.assessment_listed"
    says: ClassVar[str] = N_("%(who)s 登记区域评估“%(title)s”，有效期至%(until)s")
    title: str
    until: str


@dataclass(frozen=True)
class AssessmentEnded(Event):
    """A regional assessment may no longer be reused."""

    kind: ClassVar[str] = "projects.assessment_ended"
    says: ClassVar[str] = N_("%(who)s 停用区域评估“%(title)s”")
    title: str


@dataclass(frozen=True)
class Reported(Event):
    """A ten-day or monthly report was issued."""

    kind: ClassVar[str] = "projects.reported"
    says: ClassVar[str] = N_("%(who)s 出具重点项目%(period)s（%(first)s至%(last)s，%(document)s）")
    period: str
    first: str
    last: str
    document: str
