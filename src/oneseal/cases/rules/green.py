"""The green channel 绿色通道: who goes first, for how long, and what it changes: never the law (inventory 3.29)."""

from datetime import date

from oneseal.cases.rules.deadlines import Term
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import months_after

KINDS: dict[str, str] = {
    "enterprise": N_("企业"),
    "person": N_("个人"),
    "project": N_("项目"),
}
LONGEST_MONTHS = 24
"""An entry lasts so long at most and is looked at again then (L)."""
BASIS = "绿色通道公开规则（优化营商环境条例第三十六条）"
RULES: tuple[str, ...] = (
    N_("列入要有公开的理由和文件依据，写明期限，最长24个月；到期自动退出，要延长的重新列入。"),
    N_("列入的申请收件、办理时优先，承诺时限减半；法定时限、条件、材料、审查标准和别人一样。"),
    N_("优先不是加塞：别人的承诺时限和法定时限不因此延长。"),
    N_("有未修复失信记录的不能列入；列入以后有的，移出。"),
    N_("谁列入、为什么、什么时候移出，都记在日志里，督查岗可以查。"),
)
"""What everybody may read about it."""


def check_entry(
    from_on: date, until: date, today: date, *, ground: str, source: str, dishonest: bool
) -> None:
    """Whether somebody may be put on the list. Raises RuleViolation."""
    if not ground.strip() or not source.strip():
        text = N_("请写明列入的理由和文件依据，没有依据不能列入。")
        raise RuleViolation(
            "ground_missing", text, field="ground" if not ground.strip() else "source", basis=BASIS
        )
    if until < max(from_on, today):
        raise RuleViolation("term_over", N_("截止日期要在今天和开始日期以后。"), field="until", basis=BASIS)
    if until > months_after(from_on, LONGEST_MONTHS):
        raise RuleViolation(
            "term_too_long", N_("一次最长列入24个月，请缩短截止日期。"), field="until", basis=BASIS
        )
    if dishonest:
        text = N_("这个申请人有未修复的失信记录，不能列入绿色通道；完成信用修复后再列入。")
        raise RuleViolation("green_dishonest", text, field="number", basis=BASIS)


def promised(term: Term, green_until: date | None, today: date) -> Term:
    """The promise for a case on the green channel: half the item's, rounded up. The law's limit is not asked."""
    if green_until is None or green_until < today:
        return term
    return Term((term.days + 1) // 2, term.unit)
