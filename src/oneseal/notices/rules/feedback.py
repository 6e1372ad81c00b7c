"""What feedback tells: a visit may be judged."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

FEEDBACK = (
    Template(
        "please_evaluate_visit",
        N_("请评价这次办事"),
        N_("您刚在%(place)s办完事，请点开评价（评价码%(code)s）。评价由您自己作出，对工作人员保密。"),
        ("place", "code"),
    ),
)
