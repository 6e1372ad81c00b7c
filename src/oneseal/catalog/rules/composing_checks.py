"""What is wrong with one thing before it may be published, and what is worth a second look (ONE-1, ONE-2)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from oneseal.catalog.rules import composing_form, composing_graph
from oneseal.catalog.rules.composing_parts import RESULT, Design, maker
from oneseal.catalog.rules.content import ItemContent, When
from oneseal.catalog.rules.gaps import Gap
from oneseal.catalog.rules.publishing import OFFERED
from oneseal.kernel.text import N_

LAW = "行政许可法"
UNIFIED = f"{LAW}第二十六条第二款"
"""Unified, joint or concentrated handling of several licences."""
UNIFIED_DAYS = 45
"""Licence law art. 42(2): unified or joint handling is decided within 45 days, which art. 82 makes working days."""


def problems(design: Design) -> list[Gap]:
    """Everything that keeps the design from being published; empty: it may be."""
    return [
        *_empty(design),
        *_doubled(design),
        *_conditions(design),
        *_unknown(design),
        *_not_offered(design),
        *circles(design),
        *_too_long(design),
    ]


def _empty(design: Design) -> Iterator[Gap]:
    if not design.parts:
        yield Gap("items", "no_items", N_("还没有选择事项，请至少选择一个已发布的事项。"))


def _doubled(design: Design) -> Iterator[Gap]:
    codes = [part.code for part in design.parts] + [errand.key for errand in design.errands]
    for code, times in Counter(codes).items():
        if times > 1:
            text = N_("“%(name)s”选了不止一次，请删去重复的。")
            yield Gap("items", "doubled_item", text, {"name": design.names.get(code, code)})
    for code, times in Counter(question.code for question in design.questions).items():
        if times > 1:
            text = N_("情形问题的代码“%(code)s”用了不止一次，请改成不同的代码。")
            yield Gap("questions", "doubled_question", text, {"code": code})


def _whens(design: Design) -> Iterator[tuple[str, str, When]]:
    for part in design.parts:
        yield f"items.{part.code}", part.name, part.when
    for errand in design.errands:
        yield f"errands.{errand.key}", errand.name, errand.when
    for past in design.past:
        yield "past", past.name, past.when


def _conditions(design: Design) -> Iterator[Gap]:
    options = {question.code: {each.code for each in question.options} for question in design.questions}
    for path, name, when in _whens(design):
        for code, wanted in when.items():
            if code not in options:
                text = N_("“%(name)s”的适用条件用到了不存在的情形问题“%(code)s”，请改条件。")
                yield Gap(path, "unknown_question", text, {"name": name, "code": code}, UNIFIED)
            elif not options[code].issuperset(wanted):
                text = N_("“%(name)s”的适用条件用到了问题“%(code)s”里没有的选项，请改条件。")
                yield Gap(path, "unknown_option", text, {"name": name, "code": code}, UNIFIED)


def _unknown(design: Design) -> Iterator[Gap]:
    known = set(design.names)
    waiting = [(part.code, part.name, part.after) for part in design.parts]
    waiting += [(errand.key, errand.name, errand.after) for errand in design.errands]
    for code, name, after in waiting:
        for before in after:
            if before not in known:
                text = N_("“%(name)s”排在“%(before)s”之后，但没有选它。请选上，或者改先后。")
                yield Gap(f"items.{code}", "unknown_before", text, {"name": name, "before": before}, UNIFIED)
    for datum, source in design.fills.items():
        if source.startswith(RESULT) and source.removeprefix(RESULT) not in known:
            text = N_("数据“%(datum)s”要由没有选的事项产生，请选上那个事项，或者由申请人填写。")
            yield Gap("fills", "unknown_source", text, {"datum": datum}, UNIFIED)


def _not_offered(design: Design) -> Iterator[Gap]:
    for part in design.parts:
        if part.content.type not in OFFERED or not part.content.steps:
            text = N_("“%(name)s”不是可以申请办理的事项，不能编入。")
            yield Gap(f"items.{part.code}", "not_offered", text, {"name": part.name})


def circles(design: Design) -> list[Gap]:
    """Items that wait for each other can never all be done: each circle with its names."""
    before, _outside = design.links
    names = design.names
    text = N_("互为前提，永远办不完：%(circle)s。请去掉其中一个前置条件或先后关系。")
    return [
        Gap("order", "circle", text, {"circle": " → ".join(names.get(key, key) for key in circle)}, UNIFIED)
        for circle in composing_graph.circles_of(before)
    ]


def longest(design: Design) -> composing_graph.Plan:
    """The order with everything that could apply: no situation takes longer."""
    promises = {part.code: max(_promises(part.content), default=0.0) for part in design.parts}
    everything = {question.code: [o.code for o in question.options] for question in design.questions}
    return composing_graph.plan(design, promises, everything)


def _promises(content: ItemContent) -> Iterable[float]:
    return [composing_graph.promised(content, each) for each in content.variants] or [
        composing_graph.promised(content)
    ]


def _too_long(design: Design) -> Iterator[Gap]:
    days = longest(design).days
    if days > UNIFIED_DAYS:
        text = N_(
            "全流程承诺%(days)d个工作日，超过统一办理、联合办理最长%(most)d个工作日。请压缩最长路径上的事项。"
        )
        params = {"days": days, "most": UNIFIED_DAYS}
        yield Gap("promise", "over_unified", text, params, f"{LAW}第四十二条第二款")


def remarks(design: Design) -> list[Gap]:
    """What does not forbid publishing but makes the applicant's way longer than it need be."""
    return [*_asked_apart(design), *_same_name(design), *_outside(design), *_produced(design)]


def _asked_apart(design: Design) -> Iterator[Gap]:
    names = design.names
    for item, datum in composing_form.naming((p.code, p.content.form) for p in design.parts).apart:
        text = N_("“%(name)s”对数据“%(datum)s”的要求和其他事项不同，只能另填一次。请统一字段的格式和选项。")
        yield Gap(f"items.{item}", "asked_apart", text, {"name": names[item], "datum": datum})


def _same_name(design: Design) -> Iterator[Gap]:
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    for part in design.parts:
        for material in part.content.materials:
            codes[material.name][material.code] = None
    for name, found in codes.items():
        if len(found) > 1:
            text = N_("材料“%(name)s”有%(n)d个不同代码，系统会当成%(n)d份。请在各事项里改用同一个代码。")
            yield Gap("materials", "same_name", text, {"name": name, "n": len(found)}, UNIFIED)


def _outside(design: Design) -> Iterator[Gap]:
    _before, outside = design.links
    for item, codes in outside.items():
        text = N_("“%(name)s”的前置审批（%(codes)s）不在这件事里，申请人要先取得。")
        params = {"name": design.names[item], "codes": "、".join(codes)}
        yield Gap(f"items.{item}", "outside", text, params, UNIFIED)


def _produced(design: Design) -> Iterator[Gap]:
    for part in design.parts:
        for material in part.content.materials:
            made = next((code for code in maker(design.makers, material) if code != part.code), "")
            if made and not material.shared_source:
                text = N_("“%(material)s”是“%(made)s”的办理结果，办“%(name)s”时不再要申请人提交。")
                params = {"material": material.name, "made": design.names[made], "name": part.name}
                yield Gap(f"items.{part.code}", "produced", text, params, UNIFIED)
