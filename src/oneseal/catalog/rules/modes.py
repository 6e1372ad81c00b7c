"""Which items may take commitments, materials to follow, a single approver (COM-1, TOL-1, SOLO-1)."""

import re

from oneseal.catalog.rules.content import ItemContent, StepKind
from oneseal.catalog.rules.gaps import LETTER, Gap
from oneseal.kernel.text import N_

SENSITIVE: dict[str, str] = {
    "state_security": N_("国家安全"),
    "secrets": N_("国家秘密"),
    "public_safety": N_("公共安全"),
    "finance": N_("金融业审慎监管"),
    "ecology": N_("生态环境保护"),
    "life": N_("直接关系人身健康、生命财产安全"),
    "foreign": N_("重要涉外"),
}
"""Fields in which no commitment replaces proof or review: 国办发〔2020〕42号, one by one (COM-1)."""
KINDS: dict[str, str] = {"proof": N_("证明事项告知承诺"), "licence": N_("涉企经营许可告知承诺")}
"""The two kinds (COM-4): one replaces a proof, the other the review of the conditions."""
GRAVE = re.compile(r"危险化学品|烟花爆竹|民用爆炸|枪支|剧毒|放射|核材料|国家秘密|涉密|金融|外国人")
"""Words of names that lie in an excluded field for certain."""
PLAIN = frozenset({StepKind.REVIEW, StepKind.SIGN_OFF, StepKind.DECISION})


def problems(content: ItemContent) -> list[Gap]:
    """What keeps an item from the modes that it claims."""
    return [
        *_commitment(content),
        *_tolerance(content),
        *_solo(content),
        *_masked(content),
        *_assured(content),
    ]


def _commitment(content: ItemContent) -> list[Gap]:
    if not content.commitment:
        return []
    gaps: list[Gap] = []
    grave = GRAVE.search(content.name)
    if content.sensitive or grave:
        fields = "、".join([SENSITIVE[each] for each in content.sensitive] or [grave[0] if grave else ""])
        message = N_("涉及“%(fields)s”的事项不能实行告知承诺，请取消“告知承诺”。")
        gaps.append(Gap("commitment", "commitment_excluded", message, {"fields": fields}, LETTER))
    known = {material.code for material in content.materials}
    for code in content.commitment_replaces:
        if code not in known:
            message = N_("告知承诺代替的材料“%(code)s”不在材料清单中，请改为清单里的材料编号。")
            gaps.append(Gap("commitment_replaces", "commitment_unknown", message, {"code": code}, LETTER))
    if content.commitment_kind == "proof" and not content.commitment_replaces:
        message = N_("证明事项告知承诺要写明承诺代替哪些证明材料。")
        gaps.append(Gap("commitment_replaces", "commitment_empty", message, {}, LETTER))
    return gaps


def _tolerance(content: ItemContent) -> list[Gap]:
    if not content.tolerance or any(material.tolerable for material in content.materials):
        return []
    message = N_("允许容缺受理的事项至少要有一份标明“可容缺”的次要材料。")
    return [Gap("tolerance", "nothing_tolerable", message)]


def _solo(content: ItemContent) -> list[Gap]:
    plain = all(step.kind in PLAIN for step in content.steps) and not content.special_procedures
    if not content.solo or plain:
        return []
    message = N_("需要现场核查、检验检测、专家评审、听证或者征求意见的事项不能独任审批，请取消“独任审批”。")
    return [Gap("solo", "not_solo", message, {}, "独任审批制度")]


def _assured(content: ItemContent) -> list[Gap]:
    """Whoever does not want their face compared must be able to come (measures on face recognition, K art. 10)."""
    asked = max(content.assurance_hand_in, content.assurance_sign, content.assurance_collect)
    if asked < "3" or "window" in content.channels:
        return []
    message = N_("要求“核对证件”或者“人证一致”的事项，办理形式里必须有“窗口”：刷脸不能是唯一的方式。")
    return [Gap("channels", "face_only", message, {}, "人脸识别技术应用安全管理办法第十条")]


def _masked(content: ItemContent) -> list[Gap]:
    """Who takes in and decides alone has seen the applicant; what is kept from reviewers must be on the list (5.3)."""
    gaps = []
    if content.masked and content.solo:
        message = N_(
            "独任审批由一个人收件并决定，隐不去申请人。请在“独任审批”和“审查时隐去申请人”中取消一个。"
        )
        gaps.append(Gap("masked", "masked_solo", message))
    if content.masked_materials and not content.masked:
        message = N_("列了只由窗口核对的材料，但没有选“审查时隐去申请人”。请选上，或者清空这些材料。")
        gaps.append(Gap("masked_materials", "masked_needless", message))
    known = {material.code for material in content.materials}
    message = N_("只由窗口核对的材料“%(code)s”不在材料清单中，请改为清单里的材料编号。")
    return gaps + [
        Gap("masked_materials", "masked_unknown", message, {"code": code})
        for code in content.masked_materials
        if code not in known
    ]
