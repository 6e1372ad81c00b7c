"""Life cycles: a project, a stage, a task, a joint consultation and each department's opinion (PRJ-1…3, 5.11–5.15)."""

from enum import StrEnum
from typing import Final

from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable

JOINT: Final = "国办发〔2019〕11号：一家牵头、并联审批、限时办结"


class ProjectState(StrEnum):
    """Where a project stands."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


PROJECT: Final = TransitionTable(
    {
        ProjectState.RUNNING: N_("推进中"),
        ProjectState.DONE: N_("已竣工验收"),
        ProjectState.STOPPED: N_("已中止"),
    },
    [
        Edge(ProjectState.RUNNING, "change", ProjectState.RUNNING),
        Edge(ProjectState.RUNNING, "finish", ProjectState.DONE, JOINT),
        Edge(ProjectState.RUNNING, "stop", ProjectState.STOPPED),
        Edge(ProjectState.STOPPED, "resume", ProjectState.RUNNING),
    ],
)


class StageState(StrEnum):
    """Where a stage stands: not yet open, applied for and running, passed."""

    WAITING = "waiting"
    RUNNING = "running"
    PASSED = "passed"


STAGE: Final = TransitionTable(
    {
        StageState.WAITING: N_("未开始"),
        StageState.RUNNING: N_("办理中"),
        StageState.PASSED: N_("已通过"),
    },
    [
        Edge(StageState.WAITING, "open", StageState.RUNNING, JOINT),
        Edge(StageState.RUNNING, "pass", StageState.PASSED, JOINT),
    ],
)


class TaskState(StrEnum):
    """Where a task stands. `skipped`: a regional assessment stands for it, or the project does not need it."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"


TASK: Final = TransitionTable(
    {
        TaskState.WAITING: N_("未开始"),
        TaskState.RUNNING: N_("进行中"),
        TaskState.DONE: N_("已完成"),
        TaskState.SKIPPED: N_("不需要办"),
    },
    [
        Edge(TaskState.WAITING, "start", TaskState.RUNNING),
        Edge(TaskState.WAITING, "skip", TaskState.SKIPPED),
        Edge(TaskState.RUNNING, "skip", TaskState.SKIPPED),
        Edge(TaskState.RUNNING, "finish", TaskState.DONE),
        Edge(TaskState.SKIPPED, "need", TaskState.WAITING),
    ],
)
SETTLED: Final = frozenset({TaskState.DONE, TaskState.SKIPPED})


class AskState(StrEnum):
    """Where a joint consultation stands: opinions are awaited, one consolidated answer was given, called off."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ASK: Final = TransitionTable(
    {
        AskState.OPEN: N_("征求意见中"),
        AskState.CLOSED: N_("已反馈"),
        AskState.CANCELLED: N_("已取消"),
    },
    [
        Edge(AskState.OPEN, "close", AskState.CLOSED, JOINT),
        Edge(AskState.OPEN, "cancel", AskState.CANCELLED),
    ],
)


class OpinionState(StrEnum):
    """Where a department's opinion stands. `missing`: not given by its day, which is on record; late is still possible."""

    ASKED = "asked"
    MISSING = "missing"
    GIVEN = "given"


OPINION: Final = TransitionTable(
    {
        OpinionState.ASKED: N_("待答复"),
        OpinionState.MISSING: N_("逾期未答复"),
        OpinionState.GIVEN: N_("已答复"),
    },
    [
        Edge(OpinionState.ASKED, "give", OpinionState.GIVEN, JOINT),
        Edge(OpinionState.ASKED, "miss", OpinionState.MISSING, JOINT),
        Edge(OpinionState.MISSING, "give", OpinionState.GIVEN, JOINT),
    ],
)
