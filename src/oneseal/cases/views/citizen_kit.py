"""What the citizen's pages share: the line of steps of an application, its materials, refusals by step."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from oneseal.assurance.rules import refusing
from oneseal.cases import selectors
from oneseal.cases.models import CaseMaterial
from oneseal.cases.rules.holding import serves
from oneseal.cases.rules.states import CaseState
from oneseal.cases.selectors.holding import Held, until_of
from oneseal.cases.services.submitting import required_codes
from oneseal.catalog.rules import form_values
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of
from oneseal.foundation.problems import sentence
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

STEPS = (
    ("situation", N_("选情形")),
    ("form", N_("填表")),
    ("materials", N_("交材料")),
    ("check", N_("核对提交")),
)


@dataclass(frozen=True)
class Stage:
    """One step of the application as the progress line draws it."""

    key: str
    label: str
    url: str
    state: str


@dataclass(frozen=True)
class Card:
    """One material: what is asked, what is there, what could be used again, what is to be corrected."""

    material: Any
    rows: list[CaseMaterial]
    required: bool
    removable: frozenset[int]
    before: list[CaseMaterial] = field(default_factory=list)
    gap: dict[str, str] | None = None
    errors: list[str] = field(default_factory=list)
    held: Held | None = None

    @property
    def expired(self) -> list[CaseMaterial]:
        """What was given before and is no longer valid: shown, not offered (2.24)."""
        today = clock.today()
        return [row for row in self.before if not serves(until_of(row, self.material.valid_months), today)]

    @property
    def done(self) -> bool:
        """Whether nothing more is needed: something is there or held, and after a notice something new."""
        return bool(self.rows or self.held) if self.gap is None else bool(self.removable)


def fillable(request: HttpRequest, case_id: int, *, code: str = "") -> selectors.CasePage | HttpResponse:
    """The application while it may be filled in; else the answer that leads to where it is now.

    `code`: a material, which may be handed in after acceptance too while it is owed (TOL-2).
    Raises NotFound where it is absent or not for this actor.
    """
    page = selectors.case_page(actor_of(request), case_id)
    if page.case.state in {CaseState.DRAFT, CaseState.AWAITING_CORRECTION} and page.case.channel == "online":
        return page
    if code and page.case.channel == "online" and code in selectors.still_owed(page.case):
        return page
    if request.method == "POST":
        text = gettext("这份申请已经提交，刚才的修改没有保存。这里是它的最新情况。")
        messages.warning(request, text)
    return redirect("cases:case", case_id=case_id)


def coming(page: selectors.CasePage) -> int:
    """The number of the submission being filled in."""
    return page.case.submission + (1 if page.case.state == CaseState.AWAITING_CORRECTION else 0)


def gaps(page: selectors.CasePage) -> dict[str, dict[str, str]]:
    """What the newest notice asks to correct, by code of the material; `form` is the application form."""
    waiting = next((each for each in page.corrections if each.supplied_at is None), None)
    return {gap["code"]: gap for gap in waiting.gaps} if waiting else {}


def cards(page: selectors.CasePage, before: dict[str, list[CaseMaterial]] | None = None) -> list[Card]:
    """Every material of the situation, in the order of the guide."""
    required, asked, now = required_codes(page.situation), gaps(page), coming(page)
    found = []
    for material in page.situation.materials:
        rows = [row for row in page.materials if row.code == material.code and not row.replaced]
        newest = frozenset(row.pk for row in rows if row.submission == now)
        here = {row.file_id for row in rows}
        again = [row for row in (before or {}).get(material.name, []) if row.file_id not in here]
        card = Card(material, rows, material.code in required, newest, again, asked.get(material.code))
        found.append(replace(card, held=page.held.get(material.code)))
    return found


def tolerable_missing(page: selectors.CasePage) -> list[str]:
    """Names of required materials that are missing, where the item lets all of them come later (TOL-1)."""
    replaced = set(page.content.commitment_replaces) if page.content.commitment else set()
    missing = [card for card in cards(page) if card.required and not card.done]
    missing = [card for card in missing if card.material.code not in replaced]
    return [card.material.name for card in missing] if may_owe(page, missing) else []


def pledge(page: selectors.CasePage) -> str:
    """What a commitment spares the applicant of this item (COM-1); empty where the item takes none."""
    content = page.content
    if not content.commitment:
        return ""
    codes = set(content.commitment_replaces)
    names = "、".join(card.material.name for card in cards(page) if card.material.code in codes)
    told = {"names": names, "months": content.commitment_check_months}
    if not names:
        return (
            gettext("选告知承诺的，决定后 %(months)s 个月内核查；承诺不实的撤销许可并记入失信记录。") % told
        )
    text = gettext(
        "选告知承诺的，不用交：%(names)s；决定后 %(months)s 个月内核查，承诺不实的撤销许可并记入失信记录。"
    )
    return text % told


def may_owe(page: selectors.CasePage, missing: list[Card]) -> bool:
    """Whether what is missing may be promised for later."""
    return page.content.tolerance and all(card.material.tolerable for card in missing)


def form_data(page: selectors.CasePage) -> dict[str, Any]:
    """What is kept of the form."""
    return dict(page.form.data) if page.form else {}


def has_form(page: selectors.CasePage) -> bool:
    """Whether the item asks for a form at all."""
    return bool(page.situation.schema.get("properties"))


def stages(page: selectors.CasePage, current: str) -> list[Stage]:
    """The application's steps with where they lead; those without anything to do are left out."""
    done = {
        "situation": page.situation.complete,
        "form": page.form is not None and not form_values.validate(page.situation.schema, form_data(page)),
        "materials": all(card.done or not card.required for card in cards(page)),
        "check": False,
    }
    shown = [(key, label) for key, label in STEPS if key != "form" or has_form(page)]
    return [
        Stage(
            key,
            gettext(label),
            reverse(f"cases:{key}", args=[page.case.pk]),
            "current" if key == current else "done" if done[key] else "todo",
        )
        for key, label in shown
    ]


def neighbours(found: list[Stage]) -> tuple[str, str]:
    """The addresses of the steps before and after the current one; empty at the ends."""
    place = next(index for index, stage in enumerate(found) if stage.state == "current")
    before = found[place - 1].url if place else ""
    return before, found[place + 1].url if place + 1 < len(found) else ""


@dataclass(frozen=True)
class Problem:
    """One refusal with a link to the step where it is mended."""

    text: str
    url: str
    action: str


def problems(page: selectors.CasePage, error: RuleViolation | Violations) -> list[Problem]:
    """What stands in the way of handing in, each with where to mend it; what belongs to this page has no link."""
    questions = {question.code for question in page.situation.questions}
    return [_problem(page, item, questions) for item in error.items]


def _problem(page: selectors.CasePage, item: RuleViolation, questions: Iterable[str]) -> Problem:
    text, name, case_id = sentence(item), item.field or "", page.case.pk
    if name.startswith("material_"):
        code = name.removeprefix("material_")
        step = "form" if code == "form" else "materials"
        mark = "" if code == "form" else f"#material-{code}"
        return Problem(text, reverse(f"cases:{step}", args=[case_id]) + mark, gettext("去补正"))
    if name in questions:
        return Problem(text, reverse("cases:situation", args=[case_id]), gettext("去回答"))
    if name.split("-")[0] in page.situation.schema.get("properties", {}):
        return Problem(text, f"{reverse('cases:form', args=[case_id])}#id_form-{name}", gettext("去填写"))
    if name == refusing.FIELD:
        return Problem(text, prove_url(case_id), gettext("去核验身份"))
    return Problem(text, "", "")


def prove_url(case_id: int) -> str:
    """Where the applicant proves who they are, and comes back to hand in."""
    return f"{reverse('assurance:mine')}?{urlencode({'next': reverse('cases:check', args=[case_id])})}"


def packed(value: dict[str, Any]) -> str:
    """A form's values as the page carries them, to see later what another tab changed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def unpacked(text: str) -> dict[str, Any]:
    """The other way; nothing where the page carried nothing readable."""
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
