"""Holding an examination: announcing it, closing the list, entering marks, publishing them."""

from collections.abc import Callable
from secrets import token_hex
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt, fill, text_field
from oneseal.kernel.access import Actor
from oneseal.procedures import selectors, services
from oneseal.procedures.forms import moment, words
from oneseal.procedures.models import Examination
from oneseal.procedures.rules.examinations import check_way


class AnnounceForm(forms.Form):
    """What everybody learns before the examination."""

    subject = text_field(_("考试科目"), 200)
    requirements = words(
        _("报考条件、报考办法和考试大纲"), _("公开。不得指定教材，不得要求参加培训。"), rows=6
    )
    held_at = moment(_("考试时间"), _("至少提前20天公告。"))
    place = text_field(_("考试地点"), 200)


class MoveForm(forms.Form):
    """Another time or place."""

    held_at = moment(_("改到什么时间"))
    place = text_field(_("考试地点"), 200)
    reason = words(_("为什么改"), _("告诉每一位考生。"), rows=2)


class ConfirmForm(forms.Form):
    """Nothing to say: one press."""


class MarksForm(forms.Form):
    """A mark for each candidate, or a tick for who did not come."""

    def __init__(self, data: Any = None, *, sitters: list[Any]) -> None:
        super().__init__(data)
        self.sitters = sitters
        for each in sitters:
            self.fields[f"mark_{each.id}"] = forms.DecimalField(
                label=gettext("准考号%(number)s的成绩") % {"number": each.number},
                required=False,
                min_value=0,
                decimal_places=2,
                initial=each.mark or None,
            )
            self.fields[f"absent_{each.id}"] = forms.BooleanField(
                label=gettext("缺考"), required=False, initial=each.absent
            )

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """For the page: who, the mark's field, the tick."""
        return [(each, self[f"mark_{each.id}"], self[f"absent_{each.id}"]) for each in self.sitters]

    def marks(self) -> dict[int, int | None]:
        """As services.enter_marks takes it: what was left open is not in it."""
        said = self.cleaned_data
        found: dict[int, int | None] = {}
        for each in self.sitters:
            points = said.get(f"mark_{each.id}")
            if said.get(f"absent_{each.id}"):
                found[each.id] = None
            elif points is not None:
                found[each.id] = round(points * 100)
        return found


class CorrectForm(forms.Form):
    """A mark looked at again."""

    candidate = forms.TypedChoiceField(label=_("准考号"), coerce=int)
    points = forms.DecimalField(label=_("复核后的成绩"), min_value=0, decimal_places=2)
    reason = words(_("复核的结论和理由"), rows=2)

    def __init__(self, data: Any = None, *, sitters: list[Any]) -> None:
        super().__init__(data)
        choices = [(each.id, f"{each.number} · {each.name} · {each.mark or '—'}") for each in sitters]
        fill(self, "candidate", choices, empty=True)


def _form(verb: str, exam: Examination, data: Any = None) -> Any:
    if verb == "move":
        here = {"held_at": exam.held_at, "place": exam.place}
        return MoveForm(data, initial=here)
    if verb == "mark":
        return MarksForm(data, sitters=selectors.sitters(exam))
    return CorrectForm(data, sitters=selectors.sitters(exam)) if verb == "correct" else ConfirmForm(data)


Act = Callable[[Actor, int, Any], object]
ACTS: dict[str, Act] = {
    "move": lambda actor, pk, form: services.move_examination(actor, exam_id=pk, **form.cleaned_data),
    "admit": lambda actor, pk, form: services.admit_candidates(actor, exam_id=pk, seed=token_hex(8)),
    "mark": lambda actor, pk, form: services.enter_marks(actor, exam_id=pk, marks=form.marks()),
    "publish": lambda actor, pk, form: services.publish_results(actor, exam_id=pk),
    "correct": lambda actor, pk, form: services.correct_mark(
        actor,
        candidate_id=form.cleaned_data["candidate"],
        points=round(form.cleaned_data["points"] * 100),
        reason=form.cleaned_data["reason"],
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*services.QUOTA_KEEPERS)
@idempotent
def examination(request: HttpRequest, quota_id: int) -> HttpResponse:
    """The examination for a quota; where there is none yet, announcing it."""
    actor, quota = actor_of(request), selectors.access_quota(quota_id)
    exam = selectors.examination_of(quota)
    if exam is not None:
        return _show(request, selectors.access_examination(actor, exam.pk))
    check_way(quota.way)
    form = AnnounceForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: services.announce_examination(actor, quota_id=quota_id, **form.cleaned_data)
    ):
        messages.success(request, gettext("考试已公告。"))
        return redirect("procedures:examination", quota_id=quota_id)
    context = {"quota": quota, "form": form}
    return render(request, "procedures/desk/exam_new.html", context, status=422 if form.errors else 200)


@require_POST
@allow(*services.QUOTA_KEEPERS)
@idempotent
def act(request: HttpRequest, exam_id: int, verb: str) -> HttpResponse:
    """Move, close the list, enter marks, publish, correct a mark."""
    if verb not in ACTS:
        raise Http404
    actor = actor_of(request)
    exam = selectors.access_examination(actor, exam_id)
    form = _form(verb, exam, request.POST)
    if attempt(form, lambda: ACTS[verb](actor, exam_id, form)):
        messages.success(request, _done(verb))
        return redirect("procedures:examination", quota_id=exam.quota_id)
    return _show(request, exam, **{verb: form})


def _done(verb: str) -> str:
    return {
        "move": gettext("已改期，考生收到了通知。"),
        "admit": gettext("考生已确定，准考号随机排定，考生收到了通知。"),
        "mark": gettext("成绩已登记，公布以前考生看不到。"),
        "publish": gettext("成绩已公布，考生收到了通知。"),
        "correct": gettext("成绩已更正，考生收到了通知。"),
    }[verb]


def _show(request: HttpRequest, exam: Examination, **bound: Any) -> HttpResponse:
    acts = selectors.exam_acts(exam)
    context = {
        "exam": exam,
        "quota": exam.quota,
        "tone": selectors.EXAM_TONES[exam.state],
        "sitters": selectors.sitters(exam),
        "forms": {verb: bound.get(verb) or _form(verb, exam) for verb in ACTS if verb in acts},
        "refused": next((form for form in bound.values()), None),
    }
    return render(request, "procedures/desk/exam.html", context, status=422 if bound else 200)
