"""The words of messages about surveys."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

SURVEYS = (
    Template(
        "survey_set",
        N_("踏勘时间已定"),
        N_(
            "“%(items)s”定于%(day)s %(at)s左右%(how)s，地点：%(address)s，人员：%(names)s。请派人在场；需要当面出示：%(bring)s。"
        ),
        ("items", "day", "at", "how", "address", "names", "bring"),
    ),
    Template(
        "survey_off",
        N_("踏勘取消"),
        N_("“%(items)s”原定%(day)s的踏勘取消，另行安排后再通知您。"),
        ("items", "day"),
    ),
    Template(
        "survey_done",
        N_("踏勘完成"),
        N_("“%(items)s”已经踏勘，踏勘记录%(number)s可以在办件页查看。"),
        ("items", "number"),
    ),
    Template(
        "survey_trip_set",
        N_("您有踏勘任务"),
        N_(
            "%(day)s %(at)s出发踏勘，%(stops)s个点位，人员：%(names)s。出发前请在手机上打开一次行程，没有网络也能记录。"
        ),
        ("day", "at", "stops", "names"),
        staff=True,
    ),
    Template(
        "survey_party_called",
        N_("请派人参加联合踏勘"),
        N_("%(day)s %(at)s联合踏勘，%(stops)s个点位，请派人到场。缺席视为同意，不能再次踏勘。"),
        ("day", "at", "stops", "names"),
        staff=True,
    ),
    Template(
        "survey_trip_off",
        N_("踏勘行程取消"),
        N_("%(day)s的踏勘行程取消。"),
        ("day",),
        staff=True,
    ),
)
