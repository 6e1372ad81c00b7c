"""Surveys: made, opened, answered by an anonymous link, taken in from a third party's file, told in a circular."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from oneseal.catalog.rules import form_values
from oneseal.catalog.services.sheets import read_cells
from oneseal.documents import services as documents
from oneseal.feedback import events, selectors
from oneseal.feedback.models import Answer, Survey
from oneseal.feedback.rules import surveys
from oneseal.feedback.rules.surveys import LIFE, Line, Problem, SurveyState
from oneseal.foundation import clock
from oneseal.foundation.crypto import blind_index
from oneseal.foundation.db import lock
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations
from oneseal.kernel.text import N_


def _keeper(actor: Actor) -> None:
    if not actor.has(*selectors.KEEPERS):
        raise Forbidden("may_not_survey", N_("测评和征求意见由监督岗、统筹岗组织。"))


def make_survey(
    actor: Actor,
    *,
    kind: str,
    title: str,
    first: date,
    last: date,
    questions: str = "",
    purpose: str = "",
    surveyor: str = "",
    closes_on: date | None = None,
) -> Survey:
    """Prepare a survey. A half-yearly review asks about each section; a third party's has no questions of ours."""
    _keeper(actor)
    if kind not in surveys.KINDS or first > last:
        raise RuleViolation("survey_unclear", N_("请选择种类，并核对起止日期。"), field="last")
    if kind == "third_party" and not surveyor.strip():
        raise RuleViolation("surveyor_missing", N_("请填写是哪家机构测评的。"), field="surveyor")
    names = selectors.section_names(actor.bureau_id) if kind == "half_year" else {}
    form: dict[str, Any] = {}
    if kind != "third_party":
        form = surveys.form_of(surveys.questions(questions), list(names.items()))
    with transaction.atomic():
        row = Survey.objects.create(
            bureau_id=actor.bureau_id,
            kind=kind,
            title=title.strip()[:120],
            purpose=purpose.strip()[:500],
            surveyor=surveyor.strip()[:120],
            first=first,
            last=last,
            form=form,
            units=list(names),
            made_at=clock.now(),
            closes_on=closes_on,
        )
        record(actor, Subject("opinion_survey", row.pk), events.SurveyMade(row.title, kind))
    return row


def move_survey(actor: Actor, *, survey_id: int, verb: str) -> Survey:
    """Open, close or publish a survey."""
    _keeper(actor)
    with transaction.atomic():
        row = _locked(actor, survey_id)
        if verb == "open" and not row.form:
            raise Conflict("nothing_to_ask", N_("第三方测评没有问卷，请直接导入结果。"))
        _move(actor, row, verb)
    return row


def _locked(actor: Actor, survey_id: int) -> Survey:
    row = lock(Survey, survey_id)
    selectors.access_survey(actor, row.uid)
    return row


def _move(actor: Actor, row: Survey, verb: str, **values: Any) -> None:
    state = LIFE.step(row.state, verb)
    if state == SurveyState.PUBLIC:
        values["published_at"] = clock.now()
    event = events.SurveyMoved(row.title, state, LIFE.labels[state])
    change = Update(Survey, row.pk, {"state": state, **values})
    record(actor, Subject("opinion_survey", row.pk), event, changes=[change])
    row.state = state


def answer_survey(survey: Survey, data: Mapping[str, Any], *, device: str) -> Answer:
    """One anonymous answer, once from a browser. Raises Conflict the second time, Violations for wrong values."""
    values = form_values.visible(survey.form, dict(data))
    if wrong := form_values.validate(survey.form, values):
        raise Violations(
            [
                RuleViolation("answer_wrong", each.message, params=dict(each.params), field=each.name)
                for each in wrong
            ]
        )
    unit = str(values.get("unit", ""))
    row = Answer(
        survey=survey,
        unit_id=int(unit) if unit.isdigit() else None,
        level=surveys.overall(values),
        data=values,
        device=blind_index(device, "device") if device else "",
        at=clock.now(),
    )
    try:
        with transaction.atomic():
            row.save()
            who = SYSTEM.of_bureau(survey.bureau_id)
            record(who, Subject("opinion_survey", survey.pk), events.SurveyAnswered(survey.title))
    except IntegrityError as error:
        raise Conflict("answered_already", N_("您已经答过这份问卷，谢谢！")) from error
    return row


@dataclass(frozen=True)
class Preview:
    """What a file would bring: its interviews, everything that is wrong, the result."""

    lines: list[Line]
    problems: list[Problem]

    @property
    def result(self) -> surveys.Result:
        """The result of the lines that are right."""
        return surveys.result(line.level for line in self.lines)


def preview_answers(actor: Actor, *, survey_id: int, data: bytes, name: str) -> Preview:
    """Read a file (.csv, .xlsx) of a third party, or of forms on paper, and say what importing it would do; changes
    nothing."""
    _keeper(actor)
    names = selectors.section_names(actor.bureau_id)
    rated = not Survey.objects.filter(pk=survey_id, kind="opinion").exists()
    return Preview(*surveys.read(read_cells(data, name), names.values(), rated=rated))


def import_answers(actor: Actor, *, survey_id: int, data: bytes, name: str) -> Preview:
    """Import a third party's file, or forms that came on paper: every row or, where anything is wrong, none. Ends the survey.

    Raises Violations with every faulty cell, Conflict where results are there already.
    """
    with transaction.atomic():
        row = _locked(actor, survey_id)
        LIFE.step(row.state, "import")
        found = preview_answers(actor, survey_id=survey_id, data=data, name=name)
        if found.problems:
            raise Violations(
                [
                    RuleViolation("import_cell", each.message, field=f"{each.row}.{each.column}")
                    for each in found.problems[:200]
                ]
            )
        units = {name: pk for pk, name in selectors.section_names(actor.bureau_id).items()}
        Answer.objects.bulk_create(
            [
                Answer(
                    survey=row,
                    row=line.row,
                    unit_id=units.get(line.unit),
                    level=line.level,
                    data={"number": line.number, "comment": line.comment},
                    at=clock.now(),
                )
                for line in found.lines
            ],
            batch_size=1000,
        )
        digest = hashlib.sha256(data).hexdigest()
        event = events.SurveyImported(row.title, len(found.lines), digest)
        record(actor, Subject("opinion_survey", row.pk), event)
        _move(actor, row, "import")
    return found


def issue_circular(actor: Actor, *, survey_id: int) -> Survey:
    """Tell the results to the units in a document (通报), once, when the survey has ended."""
    _keeper(actor)
    with transaction.atomic():
        row = _locked(actor, survey_id)
        if row.state not in (SurveyState.CLOSED, SurveyState.PUBLIC):
            raise Conflict("survey_not_over", N_("测评结束以后才能印发通报。"))
        if row.circular_id:
            raise Conflict("circular_issued", N_("通报已经印发，请刷新页面。"))
        total, units = selectors.results(row)
        if not total.answers:
            raise Conflict("no_answers", N_("还没有答卷，不能印发通报。"))
        paper = documents.issue_document(
            actor,
            bureau_id=row.bureau_id,
            kind="survey_circular",
            subject=Subject("opinion_survey", row.pk),
            data=_paper(row, total, units),
        )
        event = events.CircularIssued(row.title, paper.number)
        change = Update(Survey, row.pk, {"circular_id": paper.pk})
        record(actor, Subject("opinion_survey", row.pk), event, changes=[change])
    return row


def _paper(row: Survey, total: surveys.Result, units: list[tuple[str, surveys.Result]]) -> dict[str, Any]:
    lines = [
        f"{row.title}：共收到有效答卷{total.answers}份，其中满意（含基本满意）{total.satisfied}份，"
        f"满意率{total.satisfaction.percent(1)}，综合得分{total.score.quotient(1)}分。",
    ]
    lines += [
        f"{place}．{name}：答卷{each.answers}份，满意{each.satisfied}份，"
        f"满意率{each.satisfaction.percent(1)}，得分{each.score.quotient(1)}分。"
        for place, (name, each) in enumerate(units, 1)
    ]
    lines.append("得分靠后和群众意见集中的问题，请责任科室在整改台账规定的期限内整改销号。")
    return {
        "applicant": "本局各科室",
        "person": False,
        "item_name": row.title,
        "paragraphs": lines,
        "facts": [
            {"name": "测评期间", "value": f"{paper_day(row.first)}至{paper_day(row.last)}"},
            {"name": "组织方式", "value": row.surveyor or "本局组织，匿名填写"},
        ],
        "people": [],
        "basis": "",
    }
