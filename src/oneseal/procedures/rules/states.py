"""The kinds of special procedures and the life of each: licence law arts. 35, 36, 45–48, 55 (LIC-12, 13, 16, 27)."""

from enum import StrEnum
from typing import Final

from oneseal.kernel.text import N_
from oneseal.kernel.transitions import Edge, TransitionTable


class Kind(StrEnum):
    """What is done beside the steps of a case."""

    THIRD_PARTIES = "third_parties"
    HEARING = "hearing"
    EXPERT_REVIEW = "expert_review"
    TEST = "test"
    FIRST_REVIEW = "first_review"
    JOINT_REVIEW = "joint_review"


TITLES: Final[dict[Kind, str]] = {
    Kind.THIRD_PARTIES: N_("利害关系人陈述"),
    Kind.HEARING: N_("听证"),
    Kind.EXPERT_REVIEW: N_("专家评审"),
    Kind.TEST: N_("检验检测检疫鉴定"),
    Kind.FIRST_REVIEW: N_("下级初审"),
    Kind.JOINT_REVIEW: N_("疑难会审"),
}
BASIS: Final[dict[Kind, str]] = {
    Kind.THIRD_PARTIES: "行政许可法第三十六条",
    Kind.HEARING: "行政许可法第四十六条至第四十八条",
    Kind.EXPERT_REVIEW: "行政许可法第四十五条",
    Kind.TEST: "行政许可法第四十五条、第五十五条",
    Kind.FIRST_REVIEW: "行政许可法第三十五条、第四十三条",
    Kind.JOINT_REVIEW: "审批疑难问题会审机制",
}

TOLD, ASKED, CONVENED, MINUTED = "told", "asked", "convened", "minuted"
OPEN, CLOSED, WAIVED = "open", "closed", "waived"

LABELS: Final[dict[str, str]] = {
    OPEN: N_("正在进行"),
    TOLD: N_("已告知，待答复"),
    ASKED: N_("待组织"),
    CONVENED: N_("已通知，待召开"),
    MINUTED: N_("待签名"),
    CLOSED: N_("已结束"),
    WAIVED: N_("放弃听证"),
}
DONE: Final = frozenset({CLOSED, WAIVED})
NEXT: Final[dict[tuple[Kind, str], str]] = {
    (Kind.THIRD_PARTIES, OPEN): N_("等利害关系人陈述；都陈述了，或者期满以后，由承办人结束。"),
    (Kind.HEARING, TOLD): N_("等申请人、利害关系人答复；期满无人要求的，由承办人继续办理。"),
    (Kind.HEARING, ASKED): N_("由承办人提前7个工作日通知听证。"),
    (Kind.HEARING, CONVENED): N_("举行以后由主持人或者记录人写笔录。"),
    (Kind.HEARING, MINUTED): N_("主持人、记录人签名，登记参加人的签名，然后结束听证。"),
    (Kind.EXPERT_REVIEW, OPEN): N_("等专家提交签名的意见，全部登记以后由承办人形成结论。"),
    (Kind.TEST, OPEN): N_("等机构出具报告，由承办人登记结果。"),
    (Kind.FIRST_REVIEW, OPEN): N_("等初审机关报送意见和全部材料。"),
    (Kind.JOINT_REVIEW, ASKED): N_("由科室负责人（局级会审由局领导）或者协调岗召集。"),
    (Kind.JOINT_REVIEW, CONVENED): N_("开会以后由召集人写纪要。"),
    (Kind.JOINT_REVIEW, MINUTED): N_("到会的人各自签名，然后由召集人印发纪要。"),
}
"""What comes next and who does it."""


def _table(*edges: tuple[str, str, str], basis: str) -> TransitionTable:
    named = dict.fromkeys(state for edge in edges for state in (edge[0], edge[2]))
    return TransitionTable({state: LABELS[state] for state in named}, [Edge(*edge, basis) for edge in edges])


LIVES: Final[dict[Kind, TransitionTable]] = {
    Kind.THIRD_PARTIES: _table(
        (OPEN, "hear", OPEN),
        (OPEN, "close", CLOSED),
        basis=BASIS[Kind.THIRD_PARTIES],
    ),
    Kind.HEARING: _table(
        (TOLD, "ask", ASKED),
        (TOLD, "waive", WAIVED),
        (ASKED, "convene", CONVENED),
        (CONVENED, "challenge", CONVENED),
        (CONVENED, "rule", CONVENED),
        (CONVENED, "minute", MINUTED),
        (MINUTED, "sign", MINUTED),
        (MINUTED, "close", CLOSED),
        basis=BASIS[Kind.HEARING],
    ),
    Kind.EXPERT_REVIEW: _table(
        (OPEN, "recuse", OPEN),
        (OPEN, "opine", OPEN),
        (OPEN, "close", CLOSED),
        basis=BASIS[Kind.EXPERT_REVIEW],
    ),
    Kind.TEST: _table((OPEN, "close", CLOSED), basis=BASIS[Kind.TEST]),
    Kind.FIRST_REVIEW: _table((OPEN, "close", CLOSED), basis=BASIS[Kind.FIRST_REVIEW]),
    Kind.JOINT_REVIEW: _table(
        (ASKED, "convene", CONVENED),
        (CONVENED, "answer", CONVENED),
        (CONVENED, "minute", MINUTED),
        (MINUTED, "sign", MINUTED),
        (MINUTED, "close", CLOSED),
        basis=BASIS[Kind.JOINT_REVIEW],
    ),
}
