"""Messages of the special procedures: hearings, limited licences, parts in a procedure."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

_CASE = ("case_number", "item_name")

PROCEDURES = (
    Template(
        "hearing_right",
        N_("您可以要求听证"),
        N_(
            "“%(item_name)s”（%(case_number)s）：您有权要求听证，要求听证的请在%(due)s前提出。打开办件可以直接提出。"
        ),
        (*_CASE, "due"),
    ),
    Template(
        "hearing_convened",
        N_("听证通知"),
        N_("“%(item_name)s”（%(case_number)s）：听证定于%(at)s在%(place)s举行。"),
        (*_CASE, "at", "place"),
    ),
    Template(
        "quota_corrected",
        N_("许可名额已更正公布"),
        N_(
            "“%(item_name)s”（%(case_number)s）所在的名额“%(quota)s”已更正：%(change)s。原因：%(reason)s。您现在%(standing)s。"
        ),
        (*_CASE, "quota", "change", "reason", "standing"),
    ),
    Template(
        "exam_admitted",
        N_("考试通知"),
        N_(
            "“%(item_name)s”（%(case_number)s）的考试“%(subject)s”定于%(at)s在%(place)s举行，您的准考号是%(number)s，请带身份证件。"
        ),
        (*_CASE, "subject", "at", "place", "number"),
    ),
    Template(
        "exam_moved",
        N_("考试改期通知"),
        N_(
            "“%(item_name)s”（%(case_number)s）的考试“%(subject)s”改到%(at)s，地点：%(place)s。原因：%(reason)s。准考号不变。"
        ),
        (*_CASE, "subject", "at", "place", "reason"),
    ),
    Template(
        "exam_result",
        N_("考试成绩"),
        N_("“%(item_name)s”（%(case_number)s）的考试“%(subject)s”：成绩%(mark)s，%(standing)s。"),
        (*_CASE, "subject", "mark", "standing"),
    ),
    Template(
        "proceeding_part",
        N_("有特别程序请您参加"),
        N_("%(title)s（%(case_number)s）请您参加，时间：%(at)s。"),
        ("title", "case_number", "at"),
        staff=True,
    ),
)
