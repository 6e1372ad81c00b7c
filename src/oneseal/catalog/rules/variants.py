"""Handling variants 业务办理项: which code, which limits, and what is wrong with a list of them (CAT-1, CAT-4)."""

from collections import Counter

from oneseal.catalog.rules.codes import implementation_code
from oneseal.catalog.rules.content import VARIANT, ItemContent, Limit, Variant
from oneseal.catalog.rules.gaps import CODES, LIMITS, Gap
from oneseal.catalog.rules.limits import working_days
from oneseal.kernel.text import N_

SUFFIXES = {"new": "01", "change": "02", "renew": "03", "cancel": "04", "replace": "05", "annual": "06"}
"""The two digits that a bureau without customs of its own gives each kind (CAT-4 leaves them open)."""


def handling_code(content: ItemContent, variant: Variant | None) -> str:
    """33 characters: the implementation code and the variant's two digits; without variants what is stored (CAT-4)."""
    return f"{implementation_code(content)}{variant.suffix}" if variant else content.handling_code


def statutory_limit(content: ItemContent, variant: Variant | None) -> Limit:
    """The limit of the law for this variant."""
    return (variant and variant.statutory_limit) or content.statutory_limit


def promised_limit(content: ItemContent, variant: Variant | None) -> Limit:
    """The bureau's promise for this variant."""
    return (variant and variant.promised_limit) or content.promised_limit


def limits_of(content: ItemContent, code: str) -> tuple[Limit, Limit]:
    """The limit of the law and the promise for the variant of this code; an empty code: the item's own."""
    variant = next((each for each in content.variants if each.code == code), None)
    return statutory_limit(content, variant), promised_limit(content, variant)


def trips(content: ItemContent, variant: Variant | None) -> int:
    """How often the applicant must come for this variant."""
    return content.trips if variant is None or variant.trips is None else variant.trips


NAME_LIMIT = 300


def full_name(content: ItemContent, variant: Variant | None) -> str:
    """What is applied for, with the variant: `食品经营许可（延续）` (CAT-1)."""
    return f"{content.name}（{variant.name}）"[:NAME_LIMIT] if variant else content.name


def problems(content: ItemContent) -> list[Gap]:
    """Doubled codes and digits, promises beyond the law, instant items with days, a question of the reserved name."""
    return [*_doubled(content), *_limits(content), *_reserved(content)]


def _doubled(content: ItemContent) -> list[Gap]:
    gaps = []
    for name, text in (
        ("code", N_("业务办理项的代码“%(value)s”用了不止一次，请改成不同的代码。")),
        ("suffix", N_("业务办理项序号“%(value)s”用了不止一次，33位编码会重复，请改成不同的两位数字。")),
        ("name", N_("业务办理项名称“%(value)s”用了不止一次，申请人分不清，请改成不同的名称。")),
    ):
        counts = Counter(getattr(each, name) for each in content.variants)
        gaps += [
            Gap("variants", f"doubled_variant_{name}", text, {"value": value}, CODES)
            for value, times in counts.items()
            if times > 1
        ]
    return gaps


def _limits(content: ItemContent) -> list[Gap]:
    gaps = []
    for place, each in enumerate(content.variants):
        promise = working_days(promised_limit(content, each))
        if promise > working_days(statutory_limit(content, each)):
            text = N_("“%(name)s”的承诺时限比法定时限还长，请缩短承诺时限，或核对法定时限。")
            gaps.append(
                Gap(f"variants.{place}", "variant_promise_too_long", text, {"name": each.name}, LIMITS)
            )
        if content.handling == "instant" and promise >= 1:
            text = N_("即办件的每个业务办理项都必须当场办结，“%(name)s”的承诺时限应为0个工作日。")
            gaps.append(Gap(f"variants.{place}", "variant_takes_days", text, {"name": each.name}))
    return gaps


def _reserved(content: ItemContent) -> list[Gap]:
    if not content.variants or all(question.code != VARIANT for question in content.questions):
        return []
    text = N_("情形问题不能用代码“variant”：它表示申请人选的业务办理项。请给这个问题换一个代码。")
    return [Gap("questions", "reserved_question", text)]
