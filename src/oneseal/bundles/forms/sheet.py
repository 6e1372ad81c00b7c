"""The composer's page as one sheet: every row a form of its own, bound to what was sent, and the theme that it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from oneseal.bundles.forms.rows import (
    BasicsForm,
    Choices,
    ErrandRow,
    FillRow,
    ItemRow,
    PastRow,
    QuestionRow,
    Row,
)
from oneseal.bundles.rules import editing
from oneseal.bundles.rules.content import ThemeContent
from oneseal.bundles.rules.editing import KINDS, Keys
from oneseal.catalog.rules.composing_form import naming
from oneseal.catalog.rules.composing_parts import RESULT, Design
from oneseal.catalog.rules.content import Question
from oneseal.catalog.rules.forms import all_properties
from oneseal.catalog.rules.situations import all_questions


def keys_sent(sent: QueryDict) -> Keys:
    """The rows that a page sends."""
    rows = {kind: tuple(dict.fromkeys(sent.getlist(kind))) for kind in KINDS}
    options = {code: tuple(dict.fromkeys(sent.getlist(f"options-{code}"))) for code in rows["question"]}
    return Keys(**rows, options=options)


@dataclass(frozen=True)
class Offer:
    """What there is to choose from: sections that lead, partners, items that are not in the theme yet.

    `labels`: what data of the field dictionary are called, for those that no item of the theme asks any more.
    """

    sections: Choices
    partners: Choices
    items: Choices
    labels: Mapping[str, str]


class Sheet:
    """The rows of a theme: `content` is its skeleton, `design` what its items say, `sent` what was typed."""

    def __init__(
        self, content: ThemeContent, keys: Keys, design: Design, offer: Offer, sent: QueryDict | None = None
    ) -> None:
        self.skeleton, self.keys, self.design, self.offer = content, keys, design, offer
        self._sent = sent
        self._here = keys_sent(sent) if sent is not None else Keys()
        basics = sent if sent is not None and "title" in sent else None
        self.basics = BasicsForm(basics, sections=offer.sections, content=content)
        self.questions = dict(self._questions())
        said = self.said_questions = [self._question(code) for code in keys.question]
        names = {code: name for code, name in design.names.items() if code in keys.item}
        names |= {each.key: each.name for each in content.errands}
        asks = {part.code: all_questions(part.content) for part in design.parts}
        self.items = {
            each.code: ItemRow(
                *self._bound("item", each.code),
                prefix=f"item-{each.code}",
                questions=said,
                asks=asks.get(each.code, []),
                others=[pair for pair in names.items() if pair[0] != each.code],
                before=each,
            )
            for each in content.items
        }
        self.errands = {
            each.key: ErrandRow(
                *self._bound("errand", each.key),
                prefix=f"errand-{each.key}",
                questions=said,
                others=[pair for pair in names.items() if pair[0] != each.key],
                partners=offer.partners,
                before=each,
            )
            for each in content.errands
        }
        self.fills = dict(self._fills())
        self.past = {
            key: PastRow(*self._bound("past", key), prefix=f"past-{key}", questions=said, before=each)
            for key, each in zip(keys.past, content.past, strict=True)
        }

    def _bound(self, kind: str, key: str) -> tuple[QueryDict, ...]:
        return (self._sent,) if self._sent is not None and key in self._here.of(kind) else ()

    def _questions(self) -> list[tuple[str, QuestionRow]]:
        found: list[tuple[str, QuestionRow]] = []
        for place, each in enumerate(self.skeleton.questions):
            options = list(self.keys.options.get(each.code, ()))
            data = self._with_new(each, options)
            row = QuestionRow(
                *data,
                prefix=f"question-{each.code}",
                earlier=self.skeleton.questions[:place],
                options=options,
                before=each,
            )
            found.append((each.code, row))
        return found

    def _with_new(self, question: Question, options: list[str]) -> tuple[QueryDict, ...]:
        """What was sent for a question, with the label of an answer that was only just added."""
        bound = self._bound("question", question.code)
        if not bound:
            return ()
        data = bound[0].copy()
        for option in question.options:
            if option.code in options and option.code not in self._here.options.get(question.code, ()):
                data[f"question-{question.code}-option-{option.code}"] = option.label
        return (data,)

    def _fills(self) -> list[tuple[str, FillRow]]:
        pairs = dict(enumerate(self.skeleton.fills.items()))
        names = data_names(self.design)
        results = [
            (f"{RESULT}{part.code}", gettext("“%(name)s”的办理结果") % {"name": part.name})
            for part in self.design.parts
        ]
        found = []
        for key in self.keys.fill:
            target, source = pairs.get(int(key), ("", "")) if key.isdigit() else ("", "")
            row = FillRow(
                *self._bound("fill", key),
                prefix=f"fill-{key}",
                data_names=names,
                results=results,
                labels=self.offer.labels,
                initial={"target": target, "source": source},
            )
            found.append((key, row))
        return found

    @property
    def rows(self) -> list[tuple[str, Row]]:
        """Every form with the name of its row."""
        names = self.design.names
        return [
            ("", self.basics),
            *((names.get(code, code), row) for code, row in self.items.items()),
            *((self._label(row, "text"), row) for row in self.questions.values()),
            *((self._label(row, "name"), row) for row in self.errands.values()),
            *(("", row) for row in self.fills.values()),
            *((self._label(row, "name"), row) for row in self.past.values()),
        ]

    @staticmethod
    def _label(row: Row, name: str) -> str:
        return str(row[name].value() or "")

    def wrong(self) -> list[dict[str, Any]]:
        """What cannot be kept as it is typed, with the field that it is about."""
        found = []
        for name, row in self.rows:
            for bound in row:
                where = f"{name} · {bound.label}" if name else bound.label
                found += [{"id": bound.id_for_label, "label": where, "text": text} for text in bound.errors]
        return found

    def content(self) -> ThemeContent:
        """The theme as the page says it; a row that cannot be read stays as it was."""
        before = self.skeleton
        said: dict[str, Any] = before.model_dump(mode="json")
        if _good(self.basics):
            said |= {name: self.basics.said(name) for name in ("title", "summary", "lead", "past_source")}
            said["keywords"] = [
                word for word in str(self.basics.said("keywords")).split("、") if word.strip()
            ]
        said["questions"] = [each.model_dump(mode="json") for each in self.said_questions]
        said["items"] = [
            {"code": code, "when": row.when(), "preset": row.preset(), "after": row.said("after")}
            if _good(row)
            else old.model_dump(mode="json")
            for (code, row), old in zip(self.items.items(), before.items, strict=True)
        ]
        said["errands"] = [
            _errand(key, row) if _good(row) else old.model_dump(mode="json")
            for (key, row), old in zip(self.errands.items(), before.errands, strict=True)
        ]
        fills = [row for row in self.fills.values() if _good(row)]
        said["fills"] = {row.said("target"): row.said("source") for row in fills if row.said("target")}
        said["past"] = [
            {"when": row.when()}
            | {name: row.said(name) for name in ("name", "days", "links", "materials", "trips")}
            if _good(row)
            else old.model_dump(mode="json")
            for row, old in zip(self.past.values(), before.past, strict=True)
        ]
        return ThemeContent.model_validate(said)

    def _question(self, code: str) -> Question:
        row, old = self.questions[code], {each.code: each for each in self.skeleton.questions}[code]
        if not _good(row):
            return old
        options = [{"code": option, "label": row.said(f"option-{option}")} for option, _ in row.options]
        said = {name: row.said(name) for name in ("text", "help", "multiple")}
        return Question.model_validate({"code": code, "options": options, "when": row.when(), **said})

    @property
    def item_rows(self) -> list[tuple[str, str, dict[str, Any], ItemRow]]:
        """Each item's code, name, what its row says in few words, and the row."""
        names = dict(self.design.names) | {each.key: each.name for each in self.skeleton.errands}
        return [
            (
                each.code,
                names.get(each.code, each.code),
                {
                    "when": editing.when_words(each.when, self.said_questions),
                    "after": "、".join(names.get(code, code) for code in each.after),
                    "preset": len(each.preset),
                },
                self.items[each.code],
            )
            for each in self.content().items
        ]


def _good(row: Row) -> bool:
    return not row.is_bound or row.is_valid()


def _errand(key: str, row: Row) -> dict[str, Any]:
    lines = [line.strip() for line in str(row.said("contents") or "").splitlines()]
    said = {name: row.said(name) for name in ("name", "partner", "days", "after", "materials", "trips")}
    return {"key": key, "when": row.when(), "contents": [line for line in lines if line], **said}


def data_names(design: Design) -> Choices:
    """Every datum of the one form, with what it is called and which item asks it first."""
    names = naming((part.code, part.content.form) for part in design.parts)
    found: dict[str, str] = {}
    for part in design.parts:
        for name, spec in all_properties(part.content.form).items():
            title = str(spec.get("title", name))
            found.setdefault(names.fields[part.code, name], f"{title}（{part.name}）")
    return list(found.items())
