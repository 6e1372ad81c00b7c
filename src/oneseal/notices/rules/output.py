"""What output tells: papers that came by courier, parcels that came back, boxes to look into."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

_CASE = ("case_number", "item_name")

OUTPUT = (
    Template(
        "papers_arrived",
        N_("寄来的材料已收到"),
        N_("您为“%(item_name)s”（%(case_number)s）寄来的材料已拆件核对：%(found)s。"),
        (*_CASE, "found"),
    ),
    Template(
        "papers_incomplete",
        N_("寄来的材料不一致"),
        N_("您为“%(item_name)s”（%(case_number)s）寄来的材料与您写的不一致：%(found)s。请登录查看。"),
        (*_CASE, "found"),
    ),
    Template(
        "parcel_returned",
        N_("快递被退回"),
        N_("办件%(case_number)s的结果快递%(waybill)s被退回，请联系申请人改地址重寄，或者改为窗口领取。"),
        ("case_number", "waybill"),
        staff=True,
    ),
    Template(
        "cabinet_doubt",
        N_("取件柜需要核实"),
        N_("自助取件柜%(place)s（办件%(case_number)s）：%(state)s，请到柜前查看并登记核实结果。"),
        ("place", "case_number", "state"),
        staff=True,
    ),
)
