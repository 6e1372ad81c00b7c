"""What a version must say before it may be published."""

from collections.abc import Callable

from oneseal.catalog.rules import codes, forms, graph, linter, modes, separation, variants
from oneseal.catalog.rules.content import ItemContent, ItemType, StepKind
from oneseal.catalog.rules.gaps import LIMITS, Gap
from oneseal.catalog.rules.limits import working_days
from oneseal.kernel.text import N_

EIGHT = "八公开"
OFFERED = frozenset(ItemType) - {ItemType.PENALTY, ItemType.COERCION, ItemType.LEVY, ItemType.INSPECTION}
"""What may be applied for (CAT-3); the others need no materials, form or steps."""
PLAIN_STEPS = frozenset({StepKind.REVIEW, StepKind.SIGN_OFF, StepKind.DECISION})


def problems(content: ItemContent) -> list[Gap]:
    """Everything that keeps the content from being published; empty: it may be.

    Eight disclosures (2.8), mandatory elements (CAT-6), vague clauses (2.9), kind of handling (2.14), limits
    (2.15), codes (CAT-4), steps, situations and form that fit together.
    """
    checks: tuple[Callable[[ItemContent], list[Gap]], ...] = (
        missing,
        limits,
        handling,
        codes.problems,
        variants.problems,
        graph.problems,
        forms.problems,
        linter.problems,
        modes.problems,
        separation.problems,
    )
    return [gap for check in checks for gap in check(content)]


def missing(content: ItemContent) -> list[Gap]:
    """Mandatory elements that are empty: the eight disclosures (2.8) and the implementation list (CAT-6)."""
    wanted: list[tuple[str, object, str, str]] = [
        ("body_name", content.body_name, N_("办理主体"), EIGHT),
        ("basis", content.basis, N_("设定依据"), EIGHT),
        ("conditions", content.conditions, N_("受理条件"), EIGHT),
        ("results", content.results, N_("审批结果"), EIGHT),
        ("consult", content.consult, N_("咨询方式"), ""),
        ("complaint", content.complaint, N_("监督投诉方式"), ""),
        ("channels", content.channels, N_("办理形式"), ""),
        ("basic_code", content.basic_code, N_("基本编码"), ""),
        ("body_code", content.body_code, N_("实施主体编码"), ""),
        ("places", content.places or "window" not in content.channels, N_("办理地点和时间"), ""),
    ]
    if content.type in OFFERED:
        undecided = content.separation in separation.UNDECIDED
        wanted.append(("steps", content.steps or undecided, N_("办理程序"), EIGHT))
        wanted.append(("remedies", content.remedies, N_("行政救济途径"), ""))
    return [
        Gap(path, "missing", N_("“%(what)s”没有填写，请补上后再提交。"), {"what": what}, basis)
        for path, value, what, basis in wanted
        if not value
    ]


def limits(content: ItemContent) -> list[Gap]:
    """The promise must not exceed the statutory limit (2.15)."""
    if working_days(content.promised_limit) <= working_days(content.statutory_limit):
        return []
    message = N_("承诺时限比法定时限还长，请缩短承诺时限，或核对法定时限。")
    return [Gap("promised_limit", "promise_too_long", message, {}, LIMITS)]


def handling_of(content: ItemContent) -> str:
    """Instant if and only if there is no survey, test, expert review or other department's opinion (2.14)."""
    plain = all(step.kind in PLAIN_STEPS for step in content.steps)
    return "instant" if plain and not content.special_procedures else "commitment"


def handling(content: ItemContent) -> list[Gap]:
    """An item called instant must be one by rule 2.14, and be decided on the spot.

    The other way round is allowed: a bureau may give itself days for an item that needs no survey.
    """
    if content.handling != "instant":
        return []
    if handling_of(content) == "commitment":
        message = N_("有现场核查、检验检测、专家评审或征求意见的事项不能是即办件，请把办件类型改为承诺件。")
        return [Gap("handling", "not_instant", message)]
    if working_days(content.promised_limit) >= 1:
        message = N_("即办件必须当场办结，承诺时限应为0个工作日或不满一天的分钟数。")
        return [Gap("promised_limit", "instant_takes_days", message)]
    return []
