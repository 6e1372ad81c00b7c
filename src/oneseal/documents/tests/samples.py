"""Letters as they really look, and the worst that a bureau may have to print."""

from typing import Any

from oneseal.documents.tests import plan_samples

LONG_NAME = "云岭市䶮山镇𬭛石村阿布都热西提·买买提江农业机械服务专业合作社联合社第一分社驻城区综合服务部（有限合伙）南门路门市部筹备处"
LONG_ITEM = "在电信业务经营许可证有效期内变更经营范围、服务项目、覆盖范围以及依法进行股权转让、合并、分立后由新的主体继续经营的审批（设区的市级权限）"

BASE: dict[str, Any] = {
    "applicant": "云岭顺达物流有限公司",
    "item_name": "道路货物运输经营许可",
    "item_code": "11330181MB1234567X300011800400001",
    "case_number": "云审办〔2026〕第000123号",
    "contact": "市场准入科 0599-8812345",
}
MATERIALS = [
    {"name": "道路货物运输经营申请表", "form": "电子", "copies": 1, "note": ""},
    {"name": "企业章程", "form": "纸质复印件", "copies": 1, "note": "与原件核对一致"},
    {"name": "拟投入车辆的行驶证", "form": "电子", "copies": 2, "note": "共享获取，免提交"},
]
MANY = [
    {
        "name": f"第{at}项：{'建设项目用地预审与选址意见书及附图附件' * 2}",
        "form": "纸质原件",
        "copies": at % 9 + 1,
        "note": "原件核对后退还申请人",
    }
    for at in range(1, 31)
]
LONG_SENTENCE = (
    "经现场核查，经营场所与居民住宅楼内楼层相连，且排烟设施未按规定设置专用烟道，存在油烟扰民隐患，" * 3
)

PAPER: dict[str, Any] = {
    "paragraphs": ["关于夜间施工的申请，经研究，决定举行听证。", "可以委托代理人参加，可以申辩和质证。"],
    "facts": [
        {"name": "听证时间", "value": "2026年12月2日9:30"},
        {"name": "听证地点", "value": "三楼会议室"},
    ],
    "people": [{"name": "沈悦", "capacity": "主持人", "signed": "2026年12月2日"}],
    "basis": "《中华人民共和国行政许可法》第四十八条",
}
SAMPLES: dict[str, dict[str, Any]] = {
    "receipt": {
        "received_on": "2026-11-16",
        "answer_by": "2026-11-23",
        "materials": MATERIALS,
        "query_code": "K7M2Q9",
    },
    "acceptance_notice": {
        "received_on": "2026-11-16",
        "accepted_on": "2026-11-17",
        "statutory_days": "20个工作日",
        "promised_days": "3个工作日",
        "statutory_due": "2026-12-15",
        "promised_due": "2026-11-20",
        "materials": MATERIALS,
        "query_code": "K7M2Q9",
    },
    "correction_notice": {
        "received_on": "2026-11-16",
        "gaps": [
            {
                "material": "企业章程",
                "problem": "缺少全体股东签字页",
                "remedy": "补交由全体股东签字或盖章的完整章程复印件1份。",
            },
            {
                "material": "驾驶人员从业资格证",
                "problem": "王某的证件已于2026年9月1日到期",
                "remedy": "提交延续后的有效证件，或更换驾驶人员。",
            },
        ],
        "correct_by": "2026-12-16",
    },
    "non_acceptance": {
        "received_on": "2026-11-16",
        "reason": "道路旅客运输经营许可由设区的市级交通运输主管部门实施，不属于本局职权范围。",
        "basis": "《中华人民共和国道路运输条例》第十条",
        "right_agency": "南州市交通运输局",
        "right_agency_contact": "南州市政务服务中心B区12号窗口，0599-12345",
    },
    "no_licence_needed": {
        "received_on": "2026-11-16",
        "reason": "使用总质量4500千克及以下普通货运车辆从事普通货运经营，依法不需要取得道路运输经营许可。",
        "basis": "《中华人民共和国道路运输条例》第二十四条",
    },
    "grant_decision": {
        "accepted_on": "2026-11-17",
        "basis": ["《中华人民共和国道路运输条例》第二十二条、第二十四条"],
        "content": "准予云岭顺达物流有限公司从事道路普通货物运输经营，核定车辆8辆。",
        "criteria": ["车辆技术等级达到二级以上", "驾驶人员持有效从业资格证"],
        "result_name": "道路运输经营许可证",
        "valid_from": "2026-11-20",
        "valid_until": "2030-11-19",
        "duties": ["每年进行车辆综合性能检测。", "变更许可事项应当在变更前提出申请。"],
        "deliver_by": "2026-12-04",
    },
    "refusal_decision": {
        "accepted_on": "2026-11-17",
        "reasons": [
            "拟投入车辆中3辆的技术等级为三级，不符合二级以上的要求。",
            "两名驾驶人员三年内有重大以上交通责任事故记录。",
        ],
        "basis": ["《中华人民共和国道路运输条例》第二十二条"],
    },
    "extension_notice": {
        "accepted_on": "2026-11-17",
        "original_due": "2026-12-15",
        "days": 10,
        "new_due": "2026-12-29",
        "reason": "案情复杂，需要向车辆登记地核实技术档案",
        "approved_by": "本局局长",
    },
    "filing_card": {
        "facts": [
            {"name": "场所名称", "value": "老张早餐店"},
            {"name": "经营场所地址", "value": "云岭市解放路12号"},
        ],
        "filed_on": "2026-11-20",
        "valid_until": "2029-11-19",
    },
    "joint_slip": PAPER,
    "joint_correction": PAPER,
    "joint_stop": PAPER,
    "plan_report": plan_samples.REPORT,
    "filing_order": PAPER,
    "signed_papers": PAPER,
    "joint_opinion": PAPER,
    "research_minutes": PAPER,
    "project_report": PAPER,
    "survey_circular": PAPER,
    "early_list": PAPER,
    "agent_authorisation": PAPER,
    "pre_review_promise": PAPER,
    "pre_review_opinion": PAPER,
    "pre_review_refusal": PAPER,
    "pre_review_order": PAPER,
    "pre_review_lapse": PAPER,
    "handover_sheet": PAPER,
    "solo_appointment": PAPER,
    "appraisal_bulletin": PAPER,
    "breach_circular": PAPER,
    "breach_interview": PAPER,
    "meeting_minutes": PAPER,
    "agent_points": PAPER,
    "survey_record": PAPER,
    "filing_annulment": PAPER,
    "third_party_notice": PAPER,
    "delegation_letter": PAPER,
    "party_hearing_right_notice": PAPER,
    "party_hearing_notice": PAPER,
    "hearing_right_notice": PAPER,
    "hearing_notice": PAPER,
    "recusal_decision": PAPER,
    "hearing_minutes": PAPER,
    "expert_opinion": PAPER,
    "technical_report": PAPER,
    "test_order": PAPER,
    "first_review_opinion": PAPER,
    "joint_review_minutes": PAPER,
    "special_procedure_notice": {
        "accepted_on": "2026-11-17",
        "procedure": "专家评审",
        "reason": "申请涉及危险货物仓储安全评价",
        "starts_on": "2026-11-19",
        "expected_days": "15个工作日",
        "expected_end": "2026-12-09",
    },
    "delivery_receipt": {
        "documents": [
            {"name": "准予行政许可决定书", "number": "云审准〔2026〕第0001号", "copies": 1},
            {"name": "道路运输经营许可证", "number": "330181008812", "copies": 1},
        ],
        "method": "直接送达",
        "place": "云岭市政务服务中心一楼综合窗口",
        "deliverer": "周敏",
    },
    "fee_receipt": {
        "bill_number": "JF2026111700001",
        "paid_on": "2026-11-17",
        "trade_number": "2026111722001400001",
        "lines": [{"name": "补卡工本费", "case_number": "202611170001", "fen": 1600}],
        "total_fen": 1600,
    },
    "circulation_slip": {
        "accepted_on": "2026-11-17",
        "promised_due": "2026-11-20",
        "statutory_due": "2026-12-15",
        "materials": MATERIALS,
        "steps": [
            {"name": "受理", "handler": "周敏", "opinion": "材料齐全，予以受理", "on": "2026年11月17日"},
            {"name": "审查", "handler": "郑凯"},
            {"name": "科室负责人审核"},
            {"name": "决定"},
            {"name": "制证与送达"},
        ],
    },
    "tolerance_promise": {
        "received_on": "2026-11-16",
        "materials": ["从业人员健康证明", "主要设备设施清单"],
    },
    "guide_slip": {
        "matter": "想在江边开一家网箱养鱼场，问要办什么证。",
        "agency": "南州市农业农村局",
        "contact": "南州市政务服务中心B区6号窗口，0599-12345",
        "reason": "跨县水域的养殖证由市级农业农村主管部门核发。",
        "due": "2026-11-19",
    },
    "list_slip": {
        "matter": "想开一家小餐馆，来问能不能办证。",
        "lacks": [
            {"what": "经营场所没有独立的加工操作间", "remedy": "隔出操作间后拍照备查，再来申请。"},
            {"what": "从业人员没有健康证明", "remedy": "到市疾控中心体检，三天出证。"},
        ],
        "due": "2026-11-30",
    },
    "study_slip": {
        "matter": "在民宿里开自助咖啡机售卖，问要不要许可。",
        "question": "《食品经营许可和备案管理办法》第四条对自助售卖设备的规定是否适用于住宿场所内的非独立设备。",
        "due": "2026-11-19",
    },
    "proof_commitment": {
        "given_on": "2026-11-16",
        "conditions": ["有固定的经营场所"],
        "replaced": ["住所（经营场所）使用证明"],
        "check_months": 2,
    },
    "licence_commitment": {
        "given_on": "2026-11-16",
        "conditions": ["有固定的经营场所", "有与业务范围相适应的人员"],
        "basis": ["《出版管理条例》第三十五条"],
        "check_months": 2,
    },
    "rectification_order": {
        "decided_on": "2026-09-16",
        "found_on": "2026-11-16",
        "finding": "经营场所与承诺的地址不一致，未设置消毒间。",
        "fix_by": "2026-11-30",
    },
    "termination_notice": {
        "received_on": "2026-11-16",
        "withdrawn": True,
        "ended_on": "2026-11-19",
        "reason": "经营计划调整",
        "basis": "《行政许可法》相关规定及申请人书面撤回申请",
    },
}

WORST: dict[str, dict[str, Any]] = {
    "plan_report": plan_samples.worst(LONG_NAME, LONG_SENTENCE),
    "filing_card": {"facts": [{"name": LONG_NAME[:30], "value": LONG_SENTENCE[:200]}] * 12},
    "receipt": {"materials": MANY, "provisional": True},
    "acceptance_notice": {
        "materials": MANY,
        "provisional": True,
        "tolerated": ["建设工程消防设计审查意见书（原件）", LONG_SENTENCE[:200]],
        "tolerated_by": "2026-12-01",
    },
    "correction_notice": {
        "gaps": [
            {
                "material": row["name"],
                "problem": LONG_SENTENCE,
                "remedy": "按附件样表重新填写，由法定代表人签字并加盖公章。",
            }
            for row in MANY[:12]
        ]
    },
    "non_acceptance": {"reason": LONG_SENTENCE * 2, "right_agency": LONG_NAME},
    "no_licence_needed": {"reason": LONG_SENTENCE * 2},
    "grant_decision": {
        "content": LONG_SENTENCE * 3,
        "duties": [LONG_SENTENCE[:140]] * 8,
        "criteria": [LONG_SENTENCE[:80]] * 6,
    },
    "refusal_decision": {"reasons": [LONG_SENTENCE] * 6},
    "extension_notice": {"reason": LONG_SENTENCE, "provisional": True},
    "special_procedure_notice": {"reason": LONG_SENTENCE},
    "delivery_receipt": {
        "documents": [
            {"name": row["name"], "number": "云审准〔2026〕第0001号", "copies": 1} for row in MANY[:15]
        ]
    },
    "fee_receipt": {
        "lines": [{"name": row["name"], "case_number": "202611170001", "fen": 100} for row in MANY[:15]],
        "total_fen": 1500,
    },
    "circulation_slip": {
        "materials": MANY,
        "provisional": True,
        "steps": [
            {
                "name": f"第{at}环节审查与会签",
                "handler": "阿布都热西提·买买提江",
                "opinion": LONG_SENTENCE[:120],
                "on": "2026年11月17日",
            }
            for at in range(1, 16)
        ],
    },
    "tolerance_promise": {"materials": [row["name"] for row in MANY]},
    "proof_commitment": {"conditions": [LONG_SENTENCE] * 6, "replaced": [row["name"] for row in MANY]},
    "licence_commitment": {"conditions": [LONG_SENTENCE] * 6, "replaced": [row["name"] for row in MANY]},
    "rectification_order": {"finding": LONG_SENTENCE * 3},
    "guide_slip": {"matter": LONG_SENTENCE, "agency": LONG_NAME, "reason": LONG_SENTENCE * 2},
    "list_slip": {
        "matter": LONG_SENTENCE,
        "lacks": [{"what": LONG_SENTENCE[:90], "remedy": LONG_SENTENCE}] * 30,
    },
    "study_slip": {"matter": LONG_SENTENCE, "question": LONG_SENTENCE * 3},
    "termination_notice": {"withdrawn": False, "reason": LONG_SENTENCE},
}

ACTS = {
    "suspend": "暂扣",
    "restore": "发还",
    "withdraw": "撤回",
    "annul": "撤销",
    "revoke": "吊销",
    "cancel": "注销",
}
for verb, act in ACTS.items():
    SAMPLES[f"certificate_{verb}"] = {
        "certificate_number": "JY350781202600001",
        "act": act,
        "ground": "涂改、倒卖、出租、出借许可证件，或者非法转让许可",
        "basis": "行政许可法第八十条第一项",
        "facts": "2026年11月3日现场检查发现，许可证由他人使用，有询问笔录和照片为证。",
        "until": "2026-12-31" if verb == "suspend" else None,
    }
    WORST[f"certificate_{verb}"] = {"facts": LONG_SENTENCE * 3, "compensation": LONG_SENTENCE[:250]}

for kind, said in SAMPLES.items():
    if said is PAPER:
        WORST[kind] = {
            "paragraphs": [LONG_SENTENCE * 3] * 6,
            "people": [{"name": "阿布都热西提·买买提江", "capacity": LONG_NAME, "signed": "拒绝签名"}] * 30,
        }


def sample(kind: str) -> dict[str, Any]:
    """Data of an ordinary document."""
    return {**BASE, **SAMPLES[kind]}


def worst(kind: str) -> dict[str, Any]:
    """Data of the longest document: names of 60 signs, rare signs, thirty materials."""
    return {**BASE, **SAMPLES[kind], **WORST[kind], "applicant": LONG_NAME, "item_name": LONG_ITEM}


GUIDE: dict[str, Any] = {
    "item_name": "道路货物运输经营许可（新办）",
    "item_code": BASE["item_code"],
    "issuer": "云岭市行政审批局",
    "version": "2026年第2版",
    "highlights": ["在线可办", "承诺3个工作日", "不收费", "0次跑动"],
    "facts": [
        ["服务对象", "企业法人、非法人企业、自然人"],
        ["办件类型", "承诺件"],
        ["法定时限", "20个工作日"],
        ["承诺时限", "3个工作日"],
        ["收费", "不收费"],
        ["办理地点", "云岭市政务服务中心一楼综合窗口（人民路88号）"],
        ["办理时间", "工作日 9:00—17:00，周六 9:00—12:00"],
    ],
    "conditions": [
        "有与其经营业务相适应并经检测合格的车辆。",
        "有符合规定条件的驾驶人员。",
        "有健全的安全生产管理制度。",
    ],
    "materials": [
        {
            "name": row["name"],
            "form": row["form"],
            "copies": str(row["copies"]),
            "source": "申请人自备",
            "necessity": "必要",
        }
        for row in MATERIALS
    ],
    "steps": [
        {"name": "受理", "who": "受理科", "limit": "当场"},
        {"name": "审查", "who": "市场准入科", "limit": "2个工作日"},
        {"name": "决定", "who": "市场准入科科长", "limit": "1个工作日"},
    ],
    "basis": [
        "《中华人民共和国道路运输条例》第二十四条：申请从事货运经营的，应当依法向市场监督管理部门办理有关登记手续后，按照下列规定提出申请……"
    ],
    "remedies": "可以自知道之日起六十日内向云岭市人民政府申请行政复议，或者六个月内向云岭市人民法院提起行政诉讼。",
    "consult": "0599-8812345",
    "complaint": "12345",
    "url": "http://localhost:8000/items/1/",
}
