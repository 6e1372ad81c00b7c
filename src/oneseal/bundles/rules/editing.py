"""What a press of the composer does to the rows of a theme: which there are, in which order, and what a new one says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from oneseal.bundles.rules.content import ThemeContent, ThemeErrand, ThemeItem, ThemePast
from oneseal.catalog.rules.content import Question

KINDS: Final = ("item", "question", "errand", "fill", "past")


@dataclass(frozen=True)
class Keys:
    """The rows of each kind by their keys, in order; `options` the answers of each question.

    Items go by their code, questions and errands by theirs, repeated data and links of the past by a number.
    """

    item: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    errand: tuple[str, ...] = ()
    fill: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, kind: str) -> tuple[str, ...]:
        """The rows of a kind."""
        found: tuple[str, ...] = getattr(self, kind)
        return found


def keys_of(content: ThemeContent) -> Keys:
    """The rows that a theme has."""
    return Keys(
        item=tuple(content.codes),
        question=tuple(each.code for each in content.questions),
        errand=tuple(each.key for each in content.errands),
        fill=tuple(str(place) for place in range(len(content.fills))),
        past=tuple(str(place) for place in range(len(content.past))),
        options={each.code: tuple(o.code for o in each.options) for each in content.questions},
    )


def pressed(keys: Keys, press: str, chosen: str = "") -> tuple[Keys, str]:
    """The rows after a press, and the key of a row that it added.

    `press`: `up:item:food`, `remove:question:q1`, `add:errand`, `add:option:q1`, `remove:option:q1:yes`; an item
    that is added is `chosen`. What names no row changes nothing.
    """
    verb, kind, key = [*press.split(":", 2), "", ""][:3]
    if kind == "option":
        return _option(keys, verb, key)
    if kind not in KINDS:
        return keys, ""
    rows, new = list(keys.of(kind)), ""
    if verb == "add":
        new = chosen if kind == "item" else _fresh(kind, {*keys.item, *keys.question, *keys.errand, *rows})
        rows += [new] if new and new not in rows else []
    elif verb == "remove" and key in rows:
        rows.remove(key)
    elif verb in {"up", "down"} and key in rows:
        place = rows.index(key)
        other = min(max(place + (1 if verb == "down" else -1), 0), len(rows) - 1)
        rows[place], rows[other] = rows[other], rows[place]
    changed: dict[str, Any] = {kind: tuple(rows)}
    after = replace(keys, **changed)
    if kind == "question" and new:
        after = replace(after, options={**keys.options, new: ("yes", "no")})
    return after, new


def _option(keys: Keys, verb: str, key: str) -> tuple[Keys, str]:
    question, _, option = key.partition(":")
    rows = list(keys.options.get(question, ()))
    new = ""
    if question not in keys.question:
        return keys, ""
    if verb == "add":
        new = _fresh("option", rows)
        rows.append(new)
    elif option in rows and len(rows) > 2:
        rows.remove(option)
    return replace(keys, options={**keys.options, question: tuple(rows)}), new


LETTERS: Final = {"question": "q", "errand": "s", "option": "a", "fill": "", "past": ""}


def _fresh(kind: str, taken: Iterable[str]) -> str:
    known, place = set(taken), 0
    while (name := f"{LETTERS[kind]}{place}") in known:
        place += 1
    return name


def skeleton(before: ThemeContent, keys: Keys) -> ThemeContent:
    """The theme with these rows: those it had as they were, new ones with what they begin with."""
    items = {each.code: each for each in before.items}
    questions = {each.code: each for each in before.questions}
    errands = {each.key: each for each in before.errands}
    past = {str(place): each for place, each in enumerate(before.past)}
    return before.model_copy(
        update={
            "items": [items.get(code) or ThemeItem(code=code) for code in keys.item],
            "questions": [
                _question(questions.get(code), code, keys.options.get(code, ())) for code in keys.question
            ],
            "errands": [errands.get(key) or ThemeErrand(key=key, name="新的一步") for key in keys.errand],
            "past": [past.get(key) or ThemePast(name="以前的一步", days=1) for key in keys.past],
        }
    )


FIRST: Final = {"yes": "是", "no": "否"}


def _question(before: Question | None, code: str, options: Iterable[str]) -> Question:
    labels = {each.code: each.label for each in before.options} if before else FIRST
    said: dict[str, Any] = before.model_dump() if before else {"code": code, "text": "新的问题？"}
    said["options"] = [{"code": each, "label": labels.get(each, "新的回答")} for each in options]
    return Question.model_validate(said)


def when_words(when: Mapping[str, list[str]], questions: Iterable[Question]) -> str:
    """A condition in words: the questions with the answers; empty: always."""
    known = {each.code: each for each in questions}
    found = []
    for code, wanted in when.items():
        if code in known:
            labels = [option.label for option in known[code].options if option.code in wanted]
            found.append(f"“{known[code].text}”答“{'、'.join(labels)}”")
    return "，".join(found)
