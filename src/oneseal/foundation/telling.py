"""The journal in words: each kind of entry as a sentence, each kind of subject by its name."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext

from oneseal.foundation.display import in_words
from oneseal.kernel.events import Event
from oneseal.kernel.text import N_

Teller = Callable[[str, Mapping[str, Any]], tuple[str, dict[str, Any]]]
"""From an entry's kind and data to a sentence marked for translation ("" where it knows none) and its own values."""

SUBJECTS = {
    "theme": N_("一件事"),
    "joint": N_("一件事申请"),
    "service_partner": N_("合作单位"),
    "push": N_("审批推送"),
    "finding": N_("监管反馈"),
    "duty": N_("监管责任"),
    "partner": N_("监管部门"),
    "delegation": N_("行政许可委托书"),
    "account": N_("账号"),
    "api_client": N_("接入系统"),
    "applicant": N_("申请人"),
    "device": N_("自助设备"),
    "authorisation": N_("授权"),
    "basic_catalogue": N_("基本目录"),
    "bureau": N_("审批局"),
    "bill": N_("缴费单"),
    "visit": N_("来访"),
    "issue": N_("整改台账"),
    "opinion_survey": N_("满意度测评"),
    "courier": N_("快递公司"),
    "courier_day": N_("快递账单"),
    "courier_difference": N_("快递账单差异"),
    "parcel": N_("快递邮件"),
    "record_query": N_("个人记录查询"),
    "shelf": N_("出件柜"),
    "shelf_place": N_("出件柜位"),
    "cabinet": N_("自助取件柜"),
    "case": N_("办件"),
    "case_dates": N_("办件日期"),
    "catalogue": N_("事项目录"),
    "published_rate": N_("公开指标"),
    "licence": N_("电子证照"),
    "licence_type": N_("证照类型"),
    "blank": N_("空白证"),
    "blank_lot": N_("空白证收货"),
    "blank_printer": N_("打证机"),
    "blank_destruction": N_("空白证销毁"),
    "difference": N_("对账差异"),
    "dishonesty": N_("失信记录"),
    "document": N_("文书"),
    "certificate": N_("数字证书"),
    "evaluation": N_("评价"),
    "field_dictionary": N_("字段字典"),
    "public_list": N_("公开清单"),
    "file": N_("文件"),
    "holiday_notice": N_("放假通知"),
    "expert": N_("评审专家"),
    "plan_layer": N_("规划图层"),
    "site_check": N_("地块核对"),
    "agent_order": N_("代办单"),
    "service_hall": N_("大厅"),
    "service_window": N_("窗口"),
    "day_plan": N_("排班"),
    "ticket": N_("排队号"),
    "appointment": N_("预约"),
    "agent_centre": N_("代办服务中心"),
    "agent_visit": N_("上门服务"),
    "helpline": N_("咨询电话"),
    "phone_call": N_("来电"),
    "inquiry": N_("咨询"),
    "quota": N_("许可名额"),
    "item": N_("事项"),
    "job": N_("后台任务"),
    "journal": N_("日志"),
    "letterhead": N_("文书抬头"),
    "message": N_("消息"),
    "organisation": N_("机构"),
    "payment_provider": N_("收费平台"),
    "post": N_("岗位"),
    "preference": N_("接收方式"),
    "archive": N_("档案"),
    "publication": N_("公示"),
    "reconciliation": N_("对账"),
    "closing": N_("窗口日结"),
    "proof": N_("证明事项"),
    "regions": N_("行政区划"),
    "seal": N_("印章"),
    "staff": N_("工作人员"),
    "course": N_("培训课程"),
    "training_session": N_("培训班次"),
    "exam": N_("业务考核"),
    "rotation": N_("轮岗"),
    "skill": N_("技能"),
    "skill_need": N_("持能上岗"),
    "regulation": N_("工作制度"),
    "score_scheme": N_("考核办法"),
    "score_day": N_("日考核"),
    "score": N_("考核得分"),
    "appeal": N_("考核申诉"),
    "bulletin": N_("考核通报"),
    "agent_points": N_("代办考评分移交"),
    "breach": N_("体外办件"),
    "entry_unit": N_("进驻单位"),
    "entry_item": N_("进驻事项"),
    "conduct": N_("行为规范"),
    "violation": N_("违规"),
    "zone": N_("包干片区"),
    "patrol": N_("巡查"),
    "amenity": N_("便民设施"),
    "subscriber": N_("订阅"),
    "filing": N_("备案"),
    "name": N_("企业名称"),
    "deregistration": N_("简易注销"),
    "signing": N_("电子签署"),
    "survey": N_("踏勘点位"),
    "survey_trip": N_("踏勘行程"),
    "survey_means": N_("踏勘车辆和人员"),
    "project": N_("工程建设项目"),
    "project_report": N_("重点项目报告"),
    "project_flow": N_("审批流程"),
    "assessment": N_("区域评估"),
    "key_project": N_("重点项目"),
    "early": N_("提前服务"),
    "pre_review": N_("信用承诺预审"),
    "green": N_("绿色通道"),
    "window_slip": N_("窗口单"),
    "solo_approver": N_("独任审批员"),
    "solo_sample": N_("独任审批抽查名单"),
}
CONTEXTS = {
    "cases.": N_("办件"),
    "hall.": N_("大厅"),
    "entry.": N_("进驻台账"),
    "projects.": N_("工程建设项目"),
    "advance.": N_("申请以前"),
    "inquiries.": N_("咨询"),
    "certificates.": N_("电子证照"),
    "publicity.": N_("信息公示"),
    "archives.": N_("业务档案"),
    "procedures.": N_("特别程序"),
    "surveys.": N_("踏勘"),
    "catalog.": N_("事项目录"),
    "identity.": N_("人员与账号"),
    "documents.": N_("文书与文件"),
    "notices.": N_("消息"),
    "seals.": N_("电子印章"),
    "foundation.": N_("系统"),
}
"""Which entries one can ask for together: the beginning of their kinds."""


_tellers: list[Teller] = []


class _Known(dict[str, Any]):
    """An older entry may lack a field that the sentence names today."""

    def __missing__(self, key: str) -> str:
        return "—"


def offer(teller: Teller) -> None:
    """Let a context tell kinds whose sentence depends on what they say; called in `ready`."""
    _tellers.append(teller)


def kinds() -> Iterator[type[Event]]:
    """Every event that can stand in the journal."""
    autodiscover_modules("events")
    yield from _below(Event)


def _below(base: type[Event]) -> Iterator[type[Event]]:
    for each in base.__subclasses__():
        if getattr(each, "kind", ""):
            yield each
        yield from _below(each)


def sentence(kind: str, data: Mapping[str, Any], who: str) -> str:
    """An entry as a sentence in the reader's language; its kind where nobody has words for it."""
    text, own = next((told for teller in _tellers if (told := teller(kind, data))[0]), ("", {}))
    text = text or _says().get(kind, "")
    if not text:
        return kind
    values = {name: _told(value) for name, value in data.items()}
    return (gettext(text) % _Known(values | own, who=who)).strip()


def _told(value: Any) -> Any:
    """What an entry says, for its reader: words of ours (a result, a kind of slip) in their language, data as it is."""
    return gettext(value) if isinstance(value, str) and not value.isascii() else in_words(value)


def subject(kind: str) -> str:
    """The name of a kind of subject."""
    return gettext(SUBJECTS[kind]) if kind in SUBJECTS else kind


@cache
def _says() -> dict[str, str]:
    return {each.kind: each.says for each in kinds()}
