"""The words of messages about appointments in the hall."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

QUEUEING = (
    Template(
        "appointment_booked",
        N_("预约成功"),
        N_("您预约了“%(line)s”：%(day)s %(time)s，%(place)s。请按时到场签到；来不了请提前取消。"),
        ("line", "place", "day", "time"),
    ),
    Template(
        "appointment_offered",
        N_("预约要改期"),
        N_(
            "%(place)s %(day)s %(time)s 不开放，您“%(line)s”的预约不能进行。为您留意到 %(offer_day)s %(offer_time)s 有空，"
            "请打开预约确认或者另选时段。"
        ),
        ("line", "place", "day", "time", "offer_day", "offer_time"),
    ),
    Template(
        "appointment_off",
        N_("预约要改期"),
        N_("%(place)s %(day)s %(time)s 不开放，您“%(line)s”的预约不能进行。请打开预约另选时段。"),
        ("line", "place", "day", "time"),
    ),
)
