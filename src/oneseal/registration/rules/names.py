"""A firm's name: its four parts, what is wrong with it, which names it collides with, how long it is kept (REG-5).

企业名称登记管理规定（国务院令第734号）. A name consists of the division, the trade name (字号), the trade and the
form of organisation, in this order (art. 6). Applicants declare it themselves and answer for it (art. 16).
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from oneseal.kernel import pinyin
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.kernel.workdays import WorkCalendar, months_after
from oneseal.registration.rules import sectors, words
from oneseal.registration.rules.words import RULES

FORMS: Final[dict[str, tuple[str, ...]]] = {
    "company": ("有限公司", "有限责任公司"),
    "shares": ("股份有限公司",),
    "partnership": ("合伙企业（普通合伙）", "合伙企业（有限合伙）", "事务所（普通合伙）", "事务所（特殊普通合伙）"),
    "sole": ("厂", "商行", "工作室", "服务部", "经营部"),
    "cooperative": ("专业合作社",),
    "individual": ("店", "馆", "部", "坊", "行", "摊"),
}  # fmt: skip
"""Kind of firm to the ways its form may be written (art. 10); the first is the usual one."""
KINDS: Final = {
    "company": N_("有限责任公司"),
    "shares": N_("股份有限公司"),
    "partnership": N_("合伙企业"),
    "sole": N_("个人独资企业"),
    "cooperative": N_("农民专业合作社"),
    "individual": N_("个体工商户"),
}
KEPT_MONTHS: Final = 2
KEPT_MONTHS_APPROVAL: Final = 12
BLOCKED_MONTHS: Final = 12
"""The name of a firm that ended or took another name stays out of others' reach for a year (art. 17)."""
HAN: Final = re.compile(r"[㐀-䶿一-鿿𠀀-𱍆]+")
TRADE_SIGNS: Final = 10
"""A trade name longer than this nobody can tell at a glance (K)."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The four parts of a name; `kind` is one of KINDS."""

    region: str
    trade: str
    industry: str
    form: str
    kind: str

    @property
    def full(self) -> str:
        """The name as it is registered."""
        return self.region + self.trade + self.industry + self.form

    @property
    def sector(self) -> str:
        """The trade by which names are compared."""
        return sectors.sector_of(self.industry)


@dataclass(frozen=True, slots=True)
class Taken:
    """A name that others hold: kept, registered, or ended on a day."""

    full: str
    trade: str
    sector: str
    ended_on: date | None = None


def check(parts: Parts, *, own_regions: Sequence[str], regions: Collection[str]) -> list[RuleViolation]:
    """Everything that is wrong with the name itself, one refusal a reason (art. 5–12).

    `own_regions`: how the registering body's division may be written; `regions`: names of divisions, which are no
    trade names.
    """
    return [
        *_region(parts, own_regions),
        *_trade(parts, regions),
        *_industry(parts),
        *_form(parts),
        *(
            RuleViolation(ban.code, ban.message, params={"word": word}, field="trade", basis=ban.basis)
            for ban, word in words.forbidden(parts.full)
        ),
    ]


def _region(parts: Parts, own: Sequence[str]) -> list[RuleViolation]:
    if parts.region in own:
        return []
    text = N_("行政区划应写企业所在地的“%(region)s”。跨省经营不冠行政区划的，请向省级以上登记机关申报。")
    return [
        RuleViolation(
            "region_wrong",
            text,
            params={"region": own[0] if own else ""},
            field="region",
            basis=f"{RULES}第六条、第七条",
        )
    ]


def _trade(parts: Parts, regions: Collection[str]) -> list[RuleViolation]:
    trade, basis = parts.trade, f"{RULES}第八条"
    if not trade or not HAN.fullmatch(trade):
        text = N_("字号只能用规范汉字，不能有字母、数字、符号和空格。请改成汉字。")
        return [RuleViolation("trade_not_han", text, field="trade", basis=f"{RULES}第五条")]
    if len(trade) < 2:
        return [RuleViolation("trade_short", N_("字号至少两个汉字。请补足。"), field="trade", basis=basis)]
    if len(trade) > TRADE_SIGNS:
        text = N_("字号最多%(most)s个汉字，现在有%(length)s个。请写短一些。")
        params = {"most": TRADE_SIGNS, "length": len(trade)}
        return [RuleViolation("trade_long", text, params=params, field="trade", basis=basis)]
    if trade in regions:
        text = N_("“%(trade)s”是县级以上行政区划名称，不能作字号。另有含义的，请到窗口说明。")
        return [RuleViolation("trade_is_region", text, params={"trade": trade}, field="trade", basis=basis)]
    if sectors.is_industry(trade):
        text = N_("“%(trade)s”是行业用语，不能作字号。另有含义的，请到窗口说明。")
        return [RuleViolation("trade_is_industry", text, params={"trade": trade}, field="trade", basis=basis)]
    return []


def _industry(parts: Parts) -> list[RuleViolation]:
    if not parts.industry and parts.kind in {"company", "shares", "partnership"}:
        text = N_("请写明行业或者经营特点，例如“餐饮管理”。跨行业综合经营、不写行业的，请到窗口申报。")
        return [RuleViolation("industry_missing", text, field="industry", basis=f"{RULES}第六条、第九条")]
    if parts.industry and not HAN.fullmatch(parts.industry):
        text = N_("行业或者经营特点只能用规范汉字。请改成汉字。")
        return [RuleViolation("industry_not_han", text, field="industry", basis=f"{RULES}第五条")]
    return []


def _form(parts: Parts) -> list[RuleViolation]:
    if parts.form in FORMS.get(parts.kind, ()):
        return []
    text = N_("组织形式与企业类型不符。请从列出的写法中选一种。")
    return [RuleViolation("form_wrong", text, field="form", basis=f"{RULES}第十条")]


def collision(parts: Parts, taken: Iterable[Taken], today: date) -> RuleViolation | None:
    """The first name with the same trade name in the same trade that others hold (art. 17); None: it is free."""
    for each in taken:
        same = each.trade == parts.trade and sectors.same_trade(each.sector, parts.sector)
        if not same and each.full != parts.full:
            continue
        free = free_on(each.ended_on)
        if free is None:
            text = N_(
                "同行业已有相同字号“%(name)s”，已登记或者在保留期内。请换一个字号；与它有投资关系的，请带证明到窗口申报。"
            )
        elif today >= free:
            continue
        else:
            text = N_("“%(name)s”注销或者变更未满1年，%(day)s以后才能使用相同字号。请换一个字号。")
        params = {"name": each.full, "day": free.isoformat() if free else ""}
        return RuleViolation("name_taken", text, params=params, field="trade", basis=f"{RULES}第十七条")
    return None


def free_on(ended_on: date | None) -> date | None:
    """From when on others may take the name of a firm that ended; None: it has not ended."""
    return months_after(ended_on, BLOCKED_MONTHS) if ended_on else None


def similar(parts: Parts, taken: Iterable[Taken]) -> list[str]:
    """Names of the same trade that look or sound alike: no refusal, but the applicant is warned (art. 16)."""
    found = [
        each.full
        for each in taken
        if each.trade != parts.trade
        and sectors.same_trade(each.sector, parts.sector)
        and alike(parts.trade, each.trade)
    ]
    return list(dict.fromkeys(found))


def alike(one: str, other: str) -> bool:
    """Whether two trade names are alike: one within the other, the same signs, one sign apart, or the same sound."""
    if one in other or other in one or sorted(one) == sorted(other):
        return True
    if len(one) == len(other) >= 3 and sum(a != b for a, b in zip(one, other, strict=True)) == 1:
        return True
    return len(one) == len(other) and pinyin.syllables(one) == pinyin.syllables(other)


def kept_until(reserved: date, calendar: WorkCalendar, *, approval: bool) -> date:
    """The last day of the reservation: two months, a year where an approval comes first (art. 18, REG-5).

    Months are counted from the day after; the last day bears the same number, and where the office rests on it the
    next working day is the last (CAL-5, 民法典 art. 201–203). Raises RuleViolation calendar_missing.
    """
    return calendar.add_months(reserved, KEPT_MONTHS_APPROVAL if approval else KEPT_MONTHS).day


def parse(full: str, own_regions: Sequence[str]) -> Parts:
    """The parts of a name that was registered elsewhere, as far as they can be told; the trade name is never empty."""
    text = full.strip()
    region = next((each for each in sorted(own_regions, key=len, reverse=True) if text.startswith(each)), "")
    rest = text[len(region) :]
    endings = sorted(((form, kind) for kind, forms in FORMS.items() for form in forms), key=_longest)
    form, kind = next((each for each in endings if rest.endswith(each[0])), ("", "company"))
    rest = rest[: len(rest) - len(form)]
    industry = next(
        (word for word in sectors.LONGEST_FIRST if rest.endswith(word) and len(rest) - len(word) >= 2), ""
    )
    trade = rest[: len(rest) - len(industry)] or rest or text
    return Parts(region, trade[:20], industry, form, kind)


def _longest(each: tuple[str, str]) -> int:
    return -len(each[0])
