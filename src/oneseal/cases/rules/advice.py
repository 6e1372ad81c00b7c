"""Each state of a case as its applicant reads it: where it stands, and what there is to do."""

from dataclasses import dataclass

from oneseal.cases.rules.states import RUNNING, CaseState
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Advice:
    """`where` it stands, what `todo` (empty: nothing), and the `tone` of the sign."""

    where: str
    todo: str
    tone: str


_S = CaseState
ADVICE: dict[CaseState, Advice] = {
    _S.DRAFT: Advice(
        N_("草稿，还没有提交"), N_("请继续填写并提交。提交以后，审批局才会收到并开始计时。"), "amber"
    ),
    _S.SUBMITTED: Advice(N_("已收到，正在核对材料"), "", "blue"),
    _S.NOT_NEEDED: Advice(N_("不需要许可，可以直接办"), N_("请看告知书里的说明。"), "grey"),
    _S.NOT_ACCEPTED: Advice(
        N_("不予受理"), N_("请看决定书：写明了理由、应当向哪个机关申请和救济途径。"), "grey"
    ),
    _S.AWAITING_CORRECTION: Advice(
        N_("需要您补正材料"), N_("请按下面列出的每一处补正，一次补齐后提交。"), "amber"
    ),
    _S.CORRECTED: Advice(N_("补正材料已收到，正在核对"), "", "blue"),
    _S.LAPSED: Advice(
        N_("到期没有补正，视为撤回"), N_("还要办理的，可以重新申请，以前交的材料可以再用。"), "grey"
    ),
    _S.ACCEPTED: Advice(N_("已受理，等待审查"), "", "blue"),
    _S.IN_REVIEW: Advice(N_("正在审查"), "", "blue"),
    _S.SUSPENDED: Advice(N_("正在进行特别程序，暂停计时"), "", "paused"),
    _S.GRANTED: Advice(N_("已批准"), N_("请领取结果。"), "green"),
    _S.REFUSED: Advice(N_("没有批准"), N_("请看决定书：写明了理由、依据和怎样申请复议、提起诉讼。"), "grey"),
    _S.WITHDRAWN: Advice(N_("您已撤回申请"), N_("还要办理的，可以重新申请，以前交的材料可以再用。"), "grey"),
    _S.TERMINATED: Advice(N_("已终止办理"), N_("请看告知书里的理由。"), "grey"),
    _S.CLOSED: Advice(N_("已办结"), "", "green"),
}


OWING = N_("请补交下面列出的容缺材料；补齐以前不作决定、不发证，逾期视为撤回申请。")


ELSEWHERE: dict[CaseState, Advice] = {
    _S.DRAFT: Advice(
        N_("窗口或平台正在替您填写，还没有提交"), N_("提交以前会请您核对；不办了可以删除。"), "amber"
    ),
    _S.AWAITING_CORRECTION: Advice(
        N_("需要您补正材料"), N_("请把下面列出的每一处一次补齐，交到当初申请的窗口或平台。"), "amber"
    ),
}
"""What is told where the applicant does not fill in the application on these pages."""


def advice(state: str, *, owes: bool = False, online: bool = True) -> Advice:
    """What an applicant is told about a state.

    `owes`: an accepted case still lacks what was promised (TOL-2); `online`: the applicant fills it in here.
    """
    found = ADVICE[CaseState(state)] if online else ELSEWHERE.get(CaseState(state), ADVICE[CaseState(state)])
    return Advice(found.where, OWING, "amber") if owes and CaseState(state) in RUNNING else found
