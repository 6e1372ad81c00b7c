"""What market registration tells: names kept and running out."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

REGISTRATION = (
    Template(
        "name_reserved",
        N_("企业名称已为您保留"),
        N_("“%(name)s”已为您保留到%(until)s。请在这一天以前办理登记，期满没有登记的自动失效。"),
        ("name", "until"),
    ),
    Template(
        "name_ending",
        N_("企业名称保留期快满了"),
        N_("“%(name)s”保留到%(until)s，还没有办理登记；期满自动失效，别人就可以申报。"),
        ("name", "until"),
    ),
)
