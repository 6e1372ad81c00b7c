"""Several items as one thing 一件事: what is asked once, handed in once, and in which order it runs (ONE-1…6).

Values in, values out, for any set of items: a theme, a stage of a construction project, the whole catalogue. The
form is merged in `composing_form`, the order in `composing_graph`, the figures in `composing_figures`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oneseal.catalog.rules import composing_form as merged_form
from oneseal.catalog.rules import composing_graph as graph
from oneseal.catalog.rules.composing_parts import Design, Part, maker, makers_of
from oneseal.catalog.rules.content import ItemContent, Material, Option, Question, holds
from oneseal.catalog.rules.situations import Answers, Situation, all_questions, resolve

OWN = "__"
"""Between an item's code and a question or field that only this item asks."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the applicant meets it; `for_items` says whose it is (empty: the theme's own)."""

    key: str
    text: str
    help: str
    multiple: bool
    options: tuple[Option, ...]
    for_items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One item that applies, and its situation for the answers given."""

    part: Part
    situation: Situation

    @property
    def code(self) -> str:
        """The item's code."""
        return self.part.code

    @property
    def content(self) -> ItemContent:
        """What the item's version says."""
        return self.part.content


@dataclass(frozen=True, slots=True)
class Joined:
    """One material of the one set: the strictest of what the items ask, and who needs it."""

    material: Material
    needed_by: tuple[str, ...]
    produced_by: str = ""
    """The item of the set whose result it is; the applicant is then not asked for it."""

    @property
    def code(self) -> str:
        """The material's code."""
        return self.material.code

    @property
    def asked(self) -> bool:
        """Whether the applicant is asked for it: neither made by another item of the set nor fetched (2.24)."""
        return not self.produced_by and not self.material.shared_source

    @property
    def must(self) -> bool:
        """Whether the applicant cannot do without bringing it."""
        return self.asked and self.material.necessity in {"required", "conditional"}


@dataclass(frozen=True, slots=True)
class Composition:
    """What one thing is, for one set of answers."""

    design: Design
    answers: Answers
    questions: tuple[Asked, ...]
    unanswered: tuple[str, ...]
    members: tuple[Member, ...]
    form: merged_form.Merged
    materials: tuple[Joined, ...]
    plan: graph.Plan

    @property
    def schema(self) -> dict[str, Any]:
        """The one form, as a JSON Schema that `catalog.forms` draws and checks."""
        return self.form.schema

    @property
    def complete(self) -> bool:
        """Whether every question that applies has an answer."""
        return not self.unanswered

    def member(self, code: str) -> Member | None:
        """The item of a code, where it applies."""
        return next((each for each in self.members if each.code == code), None)

    def materials_of(self, code: str) -> tuple[Joined, ...]:
        """What one item needs of the set."""
        return tuple(each for each in self.materials if code in each.needed_by)


def compose(design: Design, answers: Mapping[str, Sequence[str]]) -> Composition:
    """The one thing for these answers (ONE-1, ONE-5).

    `answers` maps the keys of `Asked` to option codes; what does not apply is dropped. Never raises for a faulty
    design: what is wrong with it `composing_checks.problems` tells.
    """
    keys = question_keys(design)
    kept, asked, unanswered = _own_questions(design.questions, answers)
    chosen = [part for part in design.parts if holds(part.when, kept)]
    members: list[Member] = []
    for part in chosen:
        members.append(Member(part, _situation(part, keys, answers)))
    for each, question, key in _item_questions(members, keys):
        known = [option.code for option in question.options if option.code in answers.get(key, ())]
        if known:
            kept[key] = known if question.multiple else known[:1]
        elif key not in unanswered:
            unanswered.append(key)
        _ask(asked, key, question, each.code)
    plan = graph.plan(design, members_promise(members), kept)
    return Composition(
        design=design,
        answers=kept,
        questions=tuple(asked.values()),
        unanswered=tuple(unanswered),
        members=tuple(members),
        form=merged_form.merge([(m.code, m.situation.schema) for m in members], design),
        materials=tuple(join_materials(members)),
        plan=plan,
    )


def members_promise(members: Iterable[Member]) -> dict[str, float]:
    """The promised working days of each item in its situation."""
    return {each.code: graph.promised(each.content, each.situation.variant) for each in members}


def question_keys(design: Design) -> dict[tuple[str, str], str]:
    """For each item's question the key under which it is asked: one key for the same question of several items.

    Two questions are the same where code, text, options and multiplicity are. The keys rest on the design alone, so
    that answers kept in a draft stay valid whatever else is answered.
    """
    taken: dict[str, tuple[Any, ...]] = {question.code: _shape(question) for question in design.questions}
    found: dict[tuple[str, str], str] = {}
    for part in design.parts:
        for question in all_questions(part.content):
            if question.code in part.preset:
                continue
            shape = _shape(question)
            same = question.code != "variant" and taken.setdefault(question.code, shape) == shape
            key = question.code if same else f"{part.code.replace('-', '_')}{OWN}{question.code}"
            found[part.code, question.code] = key
    return found


def _shape(question: Question) -> tuple[Any, ...]:
    options = tuple((option.code, option.label) for option in question.options)
    return question.text, question.multiple, options


def _own_questions(
    questions: Iterable[Question], answers: Mapping[str, Sequence[str]]
) -> tuple[Answers, dict[str, Asked], list[str]]:
    """The theme's own questions that apply, what was answered, and what is open."""
    kept: Answers = {}
    asked: dict[str, Asked] = {}
    unanswered: list[str] = []
    for question in questions:
        if not holds(question.when, kept):
            continue
        _ask(asked, question.code, question, "")
        known = [option.code for option in question.options if option.code in answers.get(question.code, ())]
        if known:
            kept[question.code] = known if question.multiple else known[:1]
        else:
            unanswered.append(question.code)
    return kept, asked, unanswered


def _situation(
    part: Part, keys: Mapping[tuple[str, str], str], answers: Mapping[str, Sequence[str]]
) -> Situation:
    own = {
        question.code: list(answers.get(keys.get((part.code, question.code), ""), ()))
        for question in all_questions(part.content)
    }
    return resolve(part.content, {**own, **{name: list(values) for name, values in part.preset.items()}})


def _item_questions(
    members: Iterable[Member], keys: Mapping[tuple[str, str], str]
) -> Iterable[tuple[Member, Question, str]]:
    for each in members:
        for question in each.situation.questions:
            if (each.code, question.code) in keys:
                yield each, question, keys[each.code, question.code]


def _ask(asked: dict[str, Asked], key: str, question: Question, item: str) -> None:
    before = asked.get(key)
    items = (*(before.for_items if before else ()), *([item] if item else []))
    asked[key] = Asked(key, question.text, question.help, question.multiple, tuple(question.options), items)


def join_materials(members: Sequence[Member]) -> list[Joined]:
    """One set: each material once by its code, and what another item of the set makes not asked for (ONE-1)."""
    wanted: dict[str, tuple[Material, list[str]]] = {}
    makers = makers_of([(each.code, each.content) for each in members])
    for each in members:
        for material in each.situation.materials:
            if material.code in wanted:
                held, who = wanted[material.code]
                wanted[material.code] = (_stricter(held, material), [*who, each.code])
            else:
                wanted[material.code] = (material, [each.code])
    return [
        Joined(material, tuple(who), next((m for m in maker(makers, material) if m not in who), ""))
        for material, who in wanted.values()
    ]


NECESSITY = ("required", "conditional", "optional")


def _stricter(one: Material, other: Material) -> Material:
    """What satisfies both: the most copies and originals, required where one requires it, all points of review."""
    known = {point.code for point in one.review_points}
    return one.model_copy(
        update={
            "original": max(one.original, other.original),
            "copies": max(one.copies, other.copies),
            "necessity": min(one.necessity, other.necessity, key=NECESSITY.index),
            "tolerable": one.tolerable and other.tolerable,
            "shared_source": one.shared_source if other.shared_source else "",
            "form": one.form if one.form == other.form else "both",
            "review_points": [*one.review_points, *(p for p in other.review_points if p.code not in known)],
        }
    )
