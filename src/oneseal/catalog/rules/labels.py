"""Chinese words for the elements of an item and the codes of their dictionaries (CAT-7)."""

from typing import Any

from oneseal.assurance.rules import levels
from oneseal.catalog.rules.content import FeeDue, ItemType, StepKind, Unit
from oneseal.catalog.rules.separation import WAYS
from oneseal.kernel.text import N_

FIELDS = {
    "name": N_("事项名称"),
    "short_name": N_("简称"),
    "type": N_("事项类型"),
    "basic_code": N_("基本编码"),
    "implementation_code": N_("实施编码"),
    "handling_code": N_("业务办理项编码"),
    "local_codes": N_("地方编码"),
    "level": N_("行使层级"),
    "power_source": N_("权力来源"),
    "body_name": N_("实施主体"),
    "body_code": N_("实施主体编码"),
    "body_nature": N_("实施主体性质"),
    "decides": N_("决定机构"),
    "delegated_by": N_("委托部门"),
    "former_department": N_("原主管部门"),
    "service_objects": N_("服务对象"),
    "business_line": N_("办理科室"),
    "basis": N_("设定依据"),
    "scope": N_("适用范围"),
    "conditions": N_("受理条件"),
    "prohibitions": N_("禁止性要求"),
    "quota": N_("数量限制"),
    "handling": N_("办件类型"),
    "statutory_limit": N_("法定办结时限"),
    "promised_limit": N_("承诺办结时限"),
    "special_procedures": N_("特别程序"),
    "channels": N_("办理形式"),
    "trips": N_("到现场次数"),
    "online_depth": N_("网上办理深度"),
    "tolerance": N_("容缺受理"),
    "commitment": N_("告知承诺"),
    "commitment_kind": N_("告知承诺种类"),
    "commitment_replaces": N_("承诺代替的材料"),
    "commitment_check_months": N_("几个月内核查"),
    "commitment_check_post": N_("核查岗位"),
    "sensitive": N_("涉及的敏感领域"),
    "solo": N_("独任审批"),
    "masked": N_("审查时隐去申请人"),
    "masked_materials": N_("只由窗口核对的材料"),
    "assurance_hand_in": N_("提交申请的身份核验"),
    "assurance_sign": N_("电子签名的身份核验"),
    "assurance_collect": N_("领取结果的身份核验"),
    "separation": N_("证照分离的方式"),
    "separation_source": N_("证照分离的依据"),
    "separation_measures": N_("优化措施"),
    "registers": N_("市场主体登记"),
    "filing_shown": N_("公示卡显示的内容"),
    "filing_months": N_("备案几个月后要续"),
    "filing_check_days": N_("备案后几个工作日内核查"),
    "filing_check_share": N_("每百件备案抽查几件"),
    "variants": N_("业务办理项"),
    "questions": N_("情形问题"),
    "materials": N_("申请材料"),
    "form": N_("申请表"),
    "steps": N_("办理流程"),
    "fees": N_("收费"),
    "results": N_("审批结果"),
    "intermediaries": N_("中介服务"),
    "places": N_("办理地点和时间"),
    "consult": N_("咨询方式"),
    "complaint": N_("监督投诉方式"),
    "remedies": N_("行政救济途径"),
    "supervisor": N_("事后监管部门"),
    "unpublished": N_("决定不公开的理由"),
    "retention": N_("档案保管期限"),
    "themes": N_("所属主题"),
    "prerequisites": N_("前置审批"),
    "keywords": N_("搜索词"),
}
FORMATS: dict[str, str] = {
    "": N_("一行文字"),
    "textarea": N_("多行文字"),
    "phone": N_("电话"),
    "mobile": N_("手机号"),
    "resident_id": N_("身份证号"),
    "uscc": N_("统一社会信用代码"),
    "date": N_("日期"),
    "month": N_("月份"),
    "email": N_("电子邮箱"),
    "postcode": N_("邮政编码"),
    "money": N_("金额"),
    "address": N_("地址"),
    "choice": N_("选项"),
    "person": N_("人名"),
}
"""Words for the formats of rules.formats."""
TYPES: dict[str, str] = {
    ItemType.LICENCE: N_("行政许可"),
    ItemType.PENALTY: N_("行政处罚"),
    ItemType.COERCION: N_("行政强制"),
    ItemType.LEVY: N_("行政征收"),
    ItemType.PAYMENT: N_("行政给付"),
    ItemType.INSPECTION: N_("行政检查"),
    ItemType.CONFIRMATION: N_("行政确认"),
    ItemType.REWARD: N_("行政奖励"),
    ItemType.ADJUDICATION: N_("行政裁决"),
    ItemType.OTHER: N_("其他行政权力"),
    ItemType.PUBLIC_SERVICE: N_("公共服务"),
}
LEVELS = {
    "1": N_("国家级"),
    "2": N_("省级"),
    "3": N_("市级"),
    "4": N_("县级"),
    "5": N_("镇（街道）级"),
    "6": N_("村级"),
}
POWER_SOURCES = {
    "1": N_("法定本级"),
    "2": N_("上级下放"),
    "3": N_("上级授权"),
    "4": N_("同级授权"),
    "5": N_("上级委托"),
    "6": N_("同级委托"),
}
NATURES = {"1": N_("法定机关"), "2": N_("授权组织"), "3": N_("受委托组织")}
OBJECTS = {
    "1": N_("自然人"),
    "2": N_("企业法人"),
    "3": N_("事业法人"),
    "4": N_("社会组织法人"),
    "5": N_("非法人企业"),
    "6": N_("行政机关"),
    "9": N_("其他组织"),
}
VARIANT_KINDS = {
    "new": N_("新办"),
    "change": N_("变更"),
    "renew": N_("延续"),
    "cancel": N_("注销"),
    "replace": N_("补领换领"),
    "annual": N_("年审年报"),
    "other": N_("其他"),
}
ASSURANCE = {str(int(level)): label for level, label in levels.LEVELS.items()} | {
    "1": N_("账号登录（不另核验）")
}
RETENTION = {"permanent": N_("永久"), "30": N_("30年"), "10": N_("10年")}
REGISTERS = {
    "company": N_("设立公司"),
    "individual": N_("设立个体工商户"),
    "company_end": N_("公司简易注销"),
    "individual_end": N_("个体工商户注销"),
}
HANDLING = {"instant": N_("即办件"), "commitment": N_("承诺件")}
CHANNELS = {
    "window": N_("窗口办理"),
    "online": N_("网上办理"),
    "courier": N_("快递申请"),
    "town": N_("镇（街道）代办"),
}
LINES = {
    "investment": N_("投资建设"),
    "market": N_("市场准入"),
    "social": N_("社会事务"),
    "general": N_("综合审批"),
    "survey": N_("现场勘查"),
}
SPECIAL = {
    "hearing": N_("听证"),
    "tender": N_("招标"),
    "auction": N_("拍卖"),
    "inspection": N_("检验"),
    "testing": N_("检测"),
    "quarantine": N_("检疫"),
    "appraisal": N_("鉴定"),
    "expert": N_("专家评审"),
}
FEE_DUES = {
    FeeDue.DELIVERY: N_("送达结果前"),
    FeeDue.DECISION: N_("作出决定前"),
    FeeDue.ACCEPTANCE: N_("受理前（须有法律依据）"),
}
STEP_KINDS = {
    StepKind.REVIEW: N_("审查"),
    StepKind.OPINION: N_("征求意见"),
    StepKind.SURVEY: N_("现场核查"),
    StepKind.TECHNICAL_REVIEW: N_("技术审查"),
    StepKind.EXPERT_REVIEW: N_("专家评审"),
    StepKind.TESTING: N_("检验检测"),
    StepKind.SIGN_OFF: N_("审核"),
    StepKind.DECISION: N_("决定"),
}
MATERIAL_FORMS = {"electronic": N_("电子"), "paper": N_("纸质"), "both": N_("电子或纸质")}
SOURCES = {
    "applicant": N_("申请人自备"),
    "government": N_("政府部门核发"),
    "intermediary": N_("中介机构出具"),
    "issued": N_("本机关核发"),
}
NECESSITY = {"required": N_("必要"), "conditional": N_("按情形"), "optional": N_("可选")}
RESULTS = {
    "licence": N_("证照"),
    "reply": N_("批文"),
    "filing": N_("备案凭证"),
    "registration": N_("登记凭证"),
    "service": N_("服务结果"),
}
UNITS = {Unit.WORKING_DAYS: N_("个工作日"), Unit.CALENDAR_DAYS: N_("天（自然日）"), Unit.MINUTES: N_("分钟")}
DICTIONARIES: dict[str, Any] = {
    "type": TYPES,
    "level": LEVELS,
    "power_source": POWER_SOURCES,
    "body_nature": NATURES,
    "service_objects": OBJECTS,
    "handling": HANDLING,
    "registers": REGISTERS,
    "channels": CHANNELS,
    "business_line": LINES,
    "special_procedures": SPECIAL,
    "separation": WAYS,
    "assurance_hand_in": ASSURANCE,
    "assurance_sign": ASSURANCE,
    "assurance_collect": ASSURANCE,
}


def cite(law: str, article: str) -> str:
    """A law and its article as one writes them: 《行政许可法》第十二条."""
    return f"{law if law.startswith('《') else f'《{law}》'}{article}"
