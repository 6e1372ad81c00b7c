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
    Template(
        "signing_asked",
        N_("有文件请您签名"),
        N_("“%(title)s”有文件请您签名，请登录看清内容后签名；不同意的可以拒签并写明原因。"),
        ("title",),
    ),
    Template(
        "signing_complete",
        N_("全体已签名"),
        N_("“%(title)s”全体已签名，已经自动提交。"),
        ("title",),
    ),
    Template(
        "signing_not_handed_in",
        N_("全体已签名，申请还没有提交"),
        N_("“%(title)s”全体已签名，但是申请还没有提交：%(problem)s请登录补齐后提交。"),
        ("title", "problem"),
    ),
    Template(
        "signing_refused",
        N_("有人拒签"),
        N_("“%(title)s”被%(who)s拒签，签署已停止。原因：%(reason)s"),
        ("title", "who", "reason"),
    ),
    Template(
        "signing_voided",
        N_("文件改过，签名作废"),
        N_("“%(title)s”的申请表改过了，已签的名作废。请重新生成文件、请大家签名。"),
        ("title",),
    ),
    Template(
        "end_published",
        N_("简易注销开始公示"),
        N_("“%(name)s”的简易注销公示（征求意见）到%(until)s，没有异议的，期满后20日内申请注销登记。"),
        ("name", "until"),
    ),
    Template(
        "end_objected",
        N_("简易注销有人提出异议"),
        N_("“%(name)s”的简易注销有人提出异议，登记机关正在核实。"),
        ("name",),
    ),
    Template(
        "end_stopped",
        N_("简易注销已终止"),
        N_("“%(name)s”的异议成立，简易注销已终止，请按普通程序注销。核实情况：%(reason)s"),
        ("name", "reason"),
    ),
    Template(
        "end_lapsed",
        N_("简易注销已失效"),
        N_("“%(name)s”公示期满后没有按期申请注销登记，简易注销已失效；仍要注销的请重新公示。"),
        ("name",),
    ),
    Template(
        "end_done",
        N_("企业已注销"),
        N_("“%(name)s”已注销登记，营业执照同时注销。"),
        ("name",),
    ),
)
