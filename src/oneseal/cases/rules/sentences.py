"""The journal in plain sentences: one for each kind of entry, for the applicant and for colleagues."""

from collections.abc import Mapping
from dataclasses import dataclass

from oneseal.cases.rules.masking import FALLS
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` has places for `who` and the event's fields; `public` entries are shown to the applicant too."""

    text: str
    public: bool = True
    reason: bool = True
    """Whether the reason given is shown to the applicant; colleagues always see it."""


SENTENCES: dict[str, Sentence] = {
    "cases.drafted": Sentence(N_("%(who)s 开始填写申请")),
    "cases.submitted": Sentence(N_("%(who)s 提交了申请，办件编号 %(number)s")),
    "cases.accepted": Sentence(N_("%(who)s 受理了申请，承诺 %(promised_due)s 前办结")),
    "cases.accepted_owing": Sentence(
        N_("%(who)s 容缺受理了申请，承诺 %(promised_due)s 前办结；%(owed)s 请在 %(owed_by)s 前补交")
    ),
    "cases.solo_left": Sentence(N_("%(who)s 把办件转出独任审批，改按普通程序办理")),
    "cases.materials_filled": Sentence(N_("本局已有的材料已自动取用，不必再带：%(names)s")),
    "cases.certificate_used": Sentence(N_("%(who)s 使用电子证照“%(name)s”填入：%(filled)s")),
    "cases.tolerance_promised": Sentence(N_("%(who)s 承诺受理后补交：%(names)s")),
    "cases.owed_supplied": Sentence(N_("%(who)s 补交了容缺材料：%(names)s")),
    "cases.tolerance_lapsed": Sentence(N_("到 %(owed_by)s 没有补交 %(names)s，依承诺视为撤回申请")),
    "cases.owed_reminded": Sentence(N_("系统提醒申请人在 %(owed_by)s 前补交：%(names)s")),
    "cases.commitment_given": Sentence(N_("%(who)s 选择了告知承诺，签署了承诺书")),
    "cases.commitment_withdrawn": Sentence(N_("%(who)s 撤回了承诺，改按一般程序办理")),
    "cases.commitment_met": Sentence(N_("%(who)s 事后核查：承诺属实"), reason=False),
    "cases.commitment_faulty": Sentence(N_("%(who)s 事后核查：承诺不实，责令在 %(fix_by)s 前整改")),
    "cases.commitment_mended": Sentence(N_("%(who)s 复查：已按要求整改")),
    "cases.commitment_revoked": Sentence(N_("%(who)s 因承诺不实且逾期未改，撤销许可（%(document)s）")),
    "cases.deemed": Sentence(N_("五个工作日内没有告知补正，自收到之日起视为受理")),
    "cases.not_needed": Sentence(N_("%(who)s 答复：此事依法不需要许可")),
    "cases.not_ours": Sentence(N_("%(who)s 决定不予受理，应当向 %(authority)s 申请")),
    "cases.correction_requested": Sentence(
        N_("%(who)s 一次性告知需要补正的内容，请在 %(correct_by)s 前补正")
    ),
    "cases.corrected_on_the_spot": Sentence(N_("%(who)s 经申请人确认，当场更正了申请表")),
    "cases.form_unmasked": Sentence(N_("%(who)s 查看了申请表中的完整个人信息"), public=False),
    "cases.correction_supplied": Sentence(N_("%(who)s 提交了补正材料")),
    "cases.correction_lapsed": Sentence(N_("到 %(correct_by)s 没有补正，视为撤回申请")),
    "cases.material_checked": Sentence(N_("%(who)s 核对了材料 %(code)s"), public=False),
    "cases.step_taken": Sentence(N_("%(who)s 领取了“%(step_name)s”"), reason=False),
    "cases.step_released": Sentence(N_("%(who)s 把“%(step_name)s”放回岗位"), public=False),
    "cases.step_passed": Sentence(N_("%(who)s 办完了“%(step_name)s”"), reason=False),
    "cases.step_returned": Sentence(N_("%(who)s 把“%(step_name)s”退回到“%(target_name)s”"), public=False),
    "cases.step_transferred": Sentence(N_("%(who)s 把“%(step_name)s”交给 %(to_name)s"), public=False),
    "cases.signers_added": Sentence(N_("%(who)s 请 %(signers)s 对“%(step_name)s”提出意见"), public=False),
    "cases.clock_suspended": Sentence(
        N_("%(who)s 启动%(procedure)s，预计 %(expected_days)s 个工作日，其间不计入期限")
    ),
    "cases.clock_resumed": Sentence(N_("%(procedure)s结束，恢复计时，应在 %(statutory_due)s 前作出决定")),
    "cases.extension_requested": Sentence(N_("%(who)s 申请延长 %(days)s 个工作日"), public=False),
    "cases.extension_approved": Sentence(
        N_("经批准延长 %(days)s 个工作日，应在 %(statutory_due)s 前作出决定")
    ),
    "cases.extension_declined": Sentence(N_("%(who)s 没有批准延期"), public=False),
    "cases.decision_proposed": Sentence(N_("%(who)s 在“%(step_name)s”作出处理意见，等待签发"), public=False),
    "cases.granted": Sentence(N_("%(who)s 作出准予决定"), reason=False),
    "cases.refused": Sentence(N_("%(who)s 作出不予许可决定"), reason=False),
    "cases.result_ready": Sentence(N_("结果已备好：%(method)s %(shelf)s%(courier_number)s")),
    "cases.delivery_chosen": Sentence(N_("%(who)s 选择结果这样送达：%(method_label)s")),
    "cases.wrong_pickup_code": Sentence(N_("%(who)s 收到的取件码不对（第 %(times)s 次）"), public=False),
    "cases.delivered": Sentence(N_("结果已送达，办件办结")),
    "cases.collected": Sentence(N_("结果由 %(collector)s 领取，办件办结")),
    "cases.withdrawn": Sentence(N_("%(who)s 撤回了申请")),
    "cases.deemed_renewed": Sentence(N_("到期没有作出决定，依法视为准予延续，新证照有效期至 %(until)s")),
    "cases.terminated": Sentence(N_("%(who)s 终止了办理，依据：%(basis)s")),
    "cases.message_sent": Sentence(N_("%(who)s 发了留言")),
    "cases.note_added": Sentence(N_("%(who)s 写了内部备注"), public=False),
    "cases.evaluated": Sentence(N_("申请人作出了评价")),
    "cases.due_recomputed": Sentence(
        N_("放假安排公布后重算期限：%(statutory_before)s 改为 %(statutory_due)s")
    ),
    "cases.reminded": Sentence(N_("系统提醒“%(step_name)s”：%(due)s 到期"), public=False),
    **{f"cases.mask_fell_{why}": Sentence(text, public=False) for why, text in FALLS.items()},
}
"""Kinds without a sentence (drafts saved, messages read, single materials) are not worth a line."""


def variant(kind: str, data: Mapping[str, object]) -> str:
    """The key in SENTENCES: some kinds read differently by what they say."""
    if kind == "cases.accepted" and data.get("deemed"):
        return "cases.deemed"
    if kind == "cases.commitment_checked":
        return "cases.commitment_met" if data["met"] else "cases.commitment_faulty"
    if kind == "cases.mask_fell":
        return f"{kind}_{data['why']}"
    if kind == "cases.accepted" and data.get("owed"):
        return "cases.accepted_owing"
    if kind == "cases.not_accepted":
        return f"cases.{data['outcome']}"
    if kind == "cases.extension_decided":
        return "cases.extension_approved" if data.get("approved") else "cases.extension_declined"
    if kind == "cases.decided":
        return f"cases.{data['outcome']}"
    if kind == "cases.delivered" and data.get("collector"):
        return "cases.collected"
    return kind
