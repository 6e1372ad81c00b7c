"""What output tells: papers that came by courier, parcels that came back."""

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
)
