"""Situations: questions whose answers choose what applies (2.13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oneseal.catalog.rules.content import (
    VARIANT,
    ItemContent,
    Material,
    Option,
    Question,
    Step,
    Variant,
    holds,
)
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

Answers = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Situation:
    """What applies in one situation: the questions asked, the form, the materials and the steps."""

    answers: Answers
    questions: list[Question]
    unanswered: list[Question]
    schema: dict[str, Any]
    materials: list[Material]
    steps: list[Step]
    variant: Variant | None = None
    """The variant applied for; None where the item has none, or none was chosen yet."""

    @property
    def complete(self) -> bool:
        """Whether every question that applies has an answer."""
        return not self.unanswered


def all_questions(content: ItemContent) -> list[Question]:
    """The item's questions; where it has several variants, which of them is the first question (CAT-1)."""
    if len(content.variants) < 2:
        return content.questions
    options = [Option(code=each.code, label=each.name) for each in content.variants]
    return [Question(code=VARIANT, text=N_("您要办理哪一项？"), options=options), *content.questions]


def resolve(content: ItemContent, answers: Mapping[str, list[str]]) -> Situation:
    """What applies for these answers.

    Answers to questions that do not apply, and options that do not exist, are dropped. A step that is left out
    hands its predecessors on to those that wait for it.
    """
    kept: Answers = {VARIANT: [content.variants[0].code]} if len(content.variants) == 1 else {}
    asked: list[Question] = []
    for question in all_questions(content):
        if not holds(question.when, kept):
            continue
        asked.append(question)
        known = [option.code for option in question.options if option.code in answers.get(question.code, [])]
        if known:
            kept[question.code] = known if question.multiple else known[:1]
    return Situation(
        answers=kept,
        questions=asked,
        unanswered=[question for question in asked if question.code not in kept],
        schema=schema_for(content.form, kept),
        materials=[material for material in content.materials if holds(material.when, kept)],
        steps=steps_for(content.steps, kept),
        variant=next((each for each in content.variants if [each.code] == kept.get(VARIANT)), None),
    )


def schema_for(schema: dict[str, Any], answers: Answers) -> dict[str, Any]:
    """The form without the fields whose `x-when` does not hold for the answers."""
    dropped = {
        name
        for name, field in schema.get("properties", {}).items()
        if not holds(field.get("x-when", {}), answers)
    }
    if not dropped:
        return schema
    return {
        **schema,
        "properties": {name: field for name, field in schema["properties"].items() if name not in dropped},
        "required": [name for name in schema.get("required", []) if name not in dropped],
    }


def steps_for(steps: list[Step], answers: Answers) -> list[Step]:
    """The steps that apply, joined where others were left out between them."""
    by_key = {step.key: step for step in steps}
    applies = {step.key for step in steps if holds(step.when, answers)}

    def before(key: str, seen: frozenset[str]) -> list[str]:
        if key in applies:
            return [key]
        if key in seen or key not in by_key:
            return []
        return [found for earlier in by_key[key].after for found in before(earlier, seen | {key})]

    return [
        step.model_copy(
            update={"after": list(dict.fromkeys(k for key in step.after for k in before(key, frozenset())))}
        )
        for step in steps
        if step.key in applies
    ]


def check_answers(content: ItemContent, answers: Mapping[str, list[str]]) -> Situation:
    """The situation for these answers. Raises Violations naming each question that is still to be answered."""
    situation = resolve(content, answers)
    if situation.unanswered:
        message = N_("请回答：%(question)s")
        raise Violations(
            [
                RuleViolation("unanswered", message, params={"question": question.text}, field=question.code)
                for question in situation.unanswered
            ]
        )
    return situation
