"""The guide to an item, in words: for the public page, the print and the API (CAT-8, 2.10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from oneseal.assurance.rules.levels import HOW, LEVELS, Level
from oneseal.catalog.models import Item, ItemVersion
from oneseal.catalog.rules import labels, separation, variants
from oneseal.catalog.rules.codes import implementation_code
from oneseal.catalog.rules.content import VARIANT, ItemContent, Limit, Material, Step, Variant
from oneseal.catalog.rules.flow import reading_order
from oneseal.catalog.rules.situations import Situation, all_questions, resolve
from oneseal.catalog.selectors.items import content_of
from oneseal.foundation.display import duration_text, money_text


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One material in words."""

    material: Material
    form: str
    copies: str
    source: str
    necessity: str
    situations: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in words."""

    step: Step
    kind: str
    limit: str
    after: str
    situations: str


@dataclass(frozen=True, slots=True)
class VariantLine:
    """One handling variant in words; `materials` are those that it needs whatever else is answered."""

    variant: Variant
    kind: str
    code: str
    statutory: str
    promised: str
    trips: int
    materials: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything that a guide says, the conclusion first."""

    version: ItemVersion
    content: ItemContent
    situation: Situation
    highlights: list[str]
    facts: list[tuple[str, str]]
    materials: list[MaterialLine]
    steps: list[StepLine]
    laws: list[tuple[str, str]]
    fees: list[tuple[str, str]]
    results: list[str]
    variants: list[VariantLine]

    @property
    def way(self) -> str:
        """The way of 证照分离 that the item has; empty: none."""
        return separation.WAYS.get(self.content.separation, "")

    @property
    def effect(self) -> str:
        """What that way means."""
        return separation.EFFECTS.get(self.content.separation, "")

    @property
    def flow_svg(self) -> str:
        """The flow chart as drawn at publication."""
        return self.version.flow_svg


def guide_of(version: ItemVersion, answers: Mapping[str, list[str]] | None = None) -> Guide:
    """The guide that a version gives; with answers, only what applies in that situation."""
    content = content_of(version)
    situation = resolve(content, answers or {})
    chosen = bool(situation.answers)
    return Guide(
        version=version,
        content=content,
        situation=situation,
        highlights=highlights(content, situation.variant),
        facts=facts(content, _names(version, content.prerequisites), situation.variant),
        materials=[_material(content, m) for m in (situation.materials if chosen else content.materials)],
        steps=[_step(content, s) for s in reading_order(situation.steps if chosen else content.steps)],
        laws=[(labels.cite(basis.law, basis.article), basis.text) for basis in content.basis],
        fees=[
            (fee.name, _joined(fee.standard, money_text(fee.fen) if fee.fen else "", fee.basis))
            for fee in content.fees
        ],
        results=_results(content, situation.variant),
        variants=[_variant(content, each, situation.variant) for each in content.variants],
    )


def highlights(content: ItemContent, variant: Variant | None = None) -> list[str]:
    """The conclusion: online, how long, how much, how many trips; for the variant where one is chosen."""
    if content.separation == separation.CANCELLED:
        return [gettext("已取消审批"), gettext("不用办理")]
    online = gettext("在线可办") if "online" in content.channels else gettext("窗口办理")
    trips = gettext("%(n)d次跑动") % {"n": variants.trips(content, variant)}
    fee = gettext("收费") if content.fees else gettext("不收费")
    return [online, promise(variants.promised_limit(content, variant)), fee, trips]


def promise(limit: Limit) -> str:
    """How long it takes at most."""
    if not limit.days:
        return gettext("当场办结")
    return gettext("承诺 %(limit)s") % {"limit": limit_text(limit)}


def limit_text(limit: Limit) -> str:
    """A limit in words."""
    return duration_text(limit.days, str(limit.unit)) if limit.days else gettext("当场办结")


def _names(version: ItemVersion, wanted: list[str]) -> list[str]:
    """Prerequisites by name: a basic code becomes the name of the bureau's item that has it."""
    codes = [one for one in wanted if one.isdecimal()]
    if not codes:
        return wanted
    found = Item.objects.filter(
        bureau_id=version.item.bureau_id, current_version__content__basic_code__in=codes
    ).values_list("current_version__content__basic_code", "name")
    names = dict(found)
    return [names.get(one, one) for one in wanted]


def facts(
    content: ItemContent, prerequisites: list[str], variant: Variant | None = None
) -> list[tuple[str, str]]:
    """Label and text of the short elements, in the order of the guide standard (CAT-8); empty ones are left out."""
    pairs = [
        ("type", word(labels.TYPES, content.type)),
        ("basic_code", content.basic_code),
        ("implementation_code", implementation_code(content) if content.basic_code else ""),
        ("handling_code", variants.handling_code(content, variant) if content.basic_code else ""),
        ("body_name", content.body_name),
        ("decides", content.decides),
        ("delegated_by", content.delegated_by),
        ("service_objects", words(labels.OBJECTS, content.service_objects)),
        ("separation", _separation(content)),
        ("separation_measures", "；".join(content.separation_measures)),
        ("handling", word(labels.HANDLING, content.handling)),
        ("statutory_limit", _limit(variants.statutory_limit(content, variant))),
        ("promised_limit", _limit(variants.promised_limit(content, variant))),
        ("special_procedures", words(labels.SPECIAL, content.special_procedures)),
        ("channels", words(labels.CHANNELS, content.channels)),
        ("assurance_hand_in", _assured(content.assurance_hand_in)),
        ("assurance_sign", _assured(content.assurance_sign)),
        ("assurance_collect", _assured(content.assurance_collect)),
        ("quota", content.quota),
        ("former_department", content.former_department),
        ("supervisor", content.supervisor),
        ("prerequisites", "、".join(prerequisites)),
        ("intermediaries", "、".join(content.intermediaries)),
    ]
    return [(gettext(labels.FIELDS[name]), text) for name, text in pairs if text]


def _assured(level: str) -> str:
    """What an item asks of who acts, with how one gets there; nothing where a sign-in is enough."""
    if level == "1":
        return ""
    asked = Level(int(level))
    return _joined(gettext(LEVELS[asked]), gettext(HOW[asked]))


def _separation(content: ItemContent) -> str:
    if not content.separation:
        return ""
    return _joined(word(separation.WAYS, content.separation), content.separation_source)


def _limit(limit: Limit) -> str:
    text = limit_text(limit)
    return text if limit.note in ("", text) else _joined(text, limit.note)


def word(dictionary: Mapping[Any, str], code: Any) -> str:
    """One code's word in the reader's language."""
    return gettext(dictionary[code]) if code in dictionary else str(code)


def words(dictionary: Mapping[Any, str], codes: list[str]) -> str:
    """Several codes' words."""
    return "、".join(word(dictionary, code) for code in codes)


def _joined(*parts: str) -> str:
    return "；".join(part for part in parts if part)


def _situations(content: ItemContent, when: Mapping[str, list[str]]) -> str:
    """A condition in the words of the questions."""
    said = []
    for question in all_questions(content):
        if question.code in when:
            options = [option.label for option in question.options if option.code in when[question.code]]
            said.append(
                gettext("%(question)s选“%(options)s”")
                % {"question": gettext(question.text).rstrip("？?"), "options": "／".join(options)}
            )
    return "；".join(said)


def _material(content: ItemContent, material: Material) -> MaterialLine:
    copies = [
        gettext("原件%(n)d份") % {"n": material.original} if material.original else "",
        gettext("复印件%(n)d份") % {"n": material.copies} if material.copies else "",
    ]
    return MaterialLine(
        material=material,
        form=word(labels.MATERIAL_FORMS, material.form),
        copies="，".join(part for part in copies if part),
        source=_joined(word(labels.SOURCES, material.source), material.issuer),
        necessity=word(labels.NECESSITY, material.necessity),
        situations=_situations(content, material.when),
    )


def _step(content: ItemContent, step: Step) -> StepLine:
    names = {other.key: other.name for other in content.steps}
    return StepLine(
        step=step,
        kind=word(labels.STEP_KINDS, step.kind),
        limit=duration_text(step.days) if step.days else gettext("当场"),
        after="、".join(names.get(key, key) for key in step.after),
        situations=_situations(content, step.when),
    )


def _variant(content: ItemContent, variant: Variant, chosen: Variant | None) -> VariantLine:
    return VariantLine(
        variant=variant,
        kind=word(labels.VARIANT_KINDS, variant.kind),
        code=variants.handling_code(content, variant),
        statutory=limit_text(variants.statutory_limit(content, variant)),
        promised=limit_text(variants.promised_limit(content, variant)),
        trips=variants.trips(content, variant),
        materials=len(resolve(content, {VARIANT: [variant.code]}).materials),
        chosen=variant == chosen,
    )


def _results(content: ItemContent, variant: Variant | None) -> list[str]:
    """What one gets; who gives a licence up gets the decision that ends it, never the licence (许可法 70)."""
    if variant is not None and variant.kind == "cancel":
        return [gettext("准予注销的决定；原证照同时失效")]
    return [_result(content, place) for place in range(len(content.results))]


def _result(content: ItemContent, place: int) -> str:
    result = content.results[place]
    valid = (
        gettext("有效期%(n)d个月") % {"n": result.valid_months}
        if result.valid_months
        else gettext("长期有效")
    )
    return _joined(
        f"{result.name}（{word(labels.RESULTS, result.kind)}）", valid if result.kind == "licence" else ""
    )


def printed(guide: Guide, *, url: str) -> dict[str, Any]:
    """The guide as the printed leaflet wants it (documents.rules.guides.Guide)."""
    content = guide.content
    places = [(place.name, _joined(place.address, place.hours, place.phone)) for place in content.places]
    return {
        "item_name": content.name,
        "item_code": implementation_code(content),
        "issuer": content.body_name,
        "version": gettext("第%(n)d版") % {"n": guide.version.number},
        "highlights": guide.highlights,
        "facts": [*guide.facts, *guide.fees, *places, (gettext("审批结果"), "、".join(guide.results))],
        "conditions": content.conditions,
        "prohibitions": content.prohibitions,
        "materials": [
            {
                "name": line.material.name,
                "form": line.form,
                "copies": line.copies,
                "source": line.source,
                "necessity": line.necessity,
                "note": _joined(line.situations, line.material.note),
            }
            for line in guide.materials
        ],
        "steps": [
            {"name": line.step.name, "who": _joined(line.kind, line.situations), "limit": line.limit}
            for line in guide.steps
        ],
        "basis": [_joined(law, text) for law, text in guide.laws],
        "remedies": content.remedies or None,
        "consult": content.consult,
        "complaint": content.complaint,
        "url": url,
    }
