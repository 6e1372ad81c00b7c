"""Keeping the pool of experts and the quotas."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from oneseal.catalog import selectors as catalog
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.identity.forms import attempt, day_field, fill, text_field
from oneseal.kernel.access import Actor
from oneseal.procedures import selectors, services
from oneseal.procedures.forms import choices, words
from oneseal.procedures.rules import quotas as rules


class ExpertForm(forms.Form):
    """An expert of the pool."""

    name = text_field(_("姓名"), 60)
    field = text_field(_("专业领域"), 60)
    unit = text_field(_("单位"), 200, help_text=_("同单位的申请，这位专家要回避。"))
    title = text_field(_("职称"), 60, required=False)
    phone = text_field(_("联系电话"), 30, required=False, help_text=_("加密保存。"))
    valid_until = day_field(_("有效期至"))


class QuotaForm(forms.Form):
    """A limited licence."""

    item_id = forms.TypedChoiceField(label=_("事项"), coerce=int)
    name = text_field(_("名称"), 100, help_text=_("例如“2026年度”。"))
    first = day_field(_("从哪天受理的算起"))
    last = day_field(_("到哪天"))
    places = forms.IntegerField(label=_("名额"), min_value=1)
    way = forms.ChoiceField(label=_("怎样发放"), choices=choices(rules.WAYS), widget=forms.RadioSelect)
    pass_mark = forms.DecimalField(
        label=_("合格分数"), required=False, min_value=0, decimal_places=2, help_text=_("按考试成绩的才填。")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limited = (item for item, content in catalog.published_contents(actor) if content.quota)
        items = sorted(((item.pk, item.name) for item in limited), key=lambda each: each[1])
        fill(self, "item_id", items, empty=True)


class CorrectionForm(forms.Form):
    """A quota published anew: what may be corrected, and why."""

    places = forms.IntegerField(label=_("名额"), min_value=1)
    last = day_field(_("到哪天"))
    pass_mark = forms.DecimalField(label=_("合格分数"), required=False, min_value=0, decimal_places=2)
    reason = words(_("更正的原因"), _("公开，也告诉排队的申请人。"))

    def __init__(self, *args: Any, quota: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = rules.mark_text(quota.pass_mark)
        self.initial = {"places": quota.places, "last": quota.last, "pass_mark": marks}
        if quota.way != rules.SCORE:
            del self.fields["pass_mark"]


class EntryForm(forms.Form):
    """A score, or the record of tender or auction."""

    number = text_field(_("办件编号"), 40)
    points = forms.DecimalField(label=_("成绩"), required=False, min_value=0, decimal_places=2)
    reference = text_field(_("中标通知书、成交确认书文号"), 200, required=False)

    def __init__(self, *args: Any, way: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reference" if way == rules.SCORE else "points"]


def _hundredths(value: Any) -> int:
    return round((value or 0) * 100)


@require_http_methods(["GET", "POST"])
@allow(*services.EXPERT_KEEPERS)
@idempotent
def experts(request: HttpRequest) -> HttpResponse:
    """The pool, and entering somebody."""
    actor = actor_of(request)
    form = ExpertForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: services.enter_expert(actor, **form.cleaned_data)):
        messages.success(request, gettext("专家已登记。"))
        return redirect("procedures:experts")
    page = keyset_page(selectors.experts(actor.bureau_id), ("field", "name", "id"), request.GET)
    context = {"page": page, "form": form, "today": clock.today()}
    return render(request, "procedures/desk/experts.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@allow(*services.QUOTA_KEEPERS)
@idempotent
def quotas(request: HttpRequest) -> HttpResponse:
    """Quotas, and publishing one."""
    actor = actor_of(request)
    form = QuotaForm(request.POST or None, actor=actor)
    if request.method == "POST" and attempt(form, lambda: _set(actor, form.cleaned_data)):
        messages.success(request, gettext("名额已公布。"))
        return redirect("procedures:desk_quotas")
    page = keyset_page(
        selectors.public_quotas().filter(bureau=actor.bureau_id), ("-first", "-id"), request.GET
    )
    context = {"page": page, "form": form}
    return render(request, "procedures/desk/quotas.html", context, status=422 if form.errors else 200)


def _set(actor: Actor, data: dict[str, Any]) -> None:
    services.set_quota(actor, **{**data, "pass_mark": _hundredths(data["pass_mark"])})


@require_http_methods(["GET", "POST"])
@allow(*services.QUOTA_KEEPERS)
@idempotent
def entries(request: HttpRequest, quota_id: int) -> HttpResponse:
    """Who is in line, and entering scores or awards."""
    actor, row = actor_of(request), selectors.access_quota(quota_id)
    exam = selectors.examination_of(row)
    by_hand = row.way != rules.ORDER and exam is None
    form = EntryForm(request.POST or None, way=row.way) if by_hand else None
    if form is not None and request.method == "POST" and attempt(form, lambda: _enter(actor, quota_id, form)):
        messages.success(request, gettext("已登记。"))
        return redirect("procedures:entries", quota_id=quota_id)
    context = {"form": form, **standing(row)}
    refused = form is not None and form.errors
    return render(request, "procedures/desk/entries.html", context, status=422 if refused else 200)


def standing(row: Any) -> dict[str, Any]:
    """What the pages of one quota show: who is in line, how many places are left, how it was corrected."""
    lines = selectors.line_of(row)
    granted = sum(1 for each in lines if each.granted)
    left = max(0, row.places - granted)
    exam = selectors.examination_of(row) if row.way == rules.SCORE else None
    return {
        "quota": row,
        "lines": lines,
        "granted": granted,
        "left": left,
        "corrections": selectors.corrections_of(row),
        "exam": exam,
        "exam_tone": selectors.EXAM_TONES[exam.state] if exam else "",
        "examinable": row.way == rules.SCORE and (exam is not None or not any(each.mark for each in lines)),
    }


@require_http_methods(["GET", "POST"])
@allow(*services.QUOTA_KEEPERS)
@idempotent
def correct(request: HttpRequest, quota_id: int) -> HttpResponse:
    """Correct what was published: a new publication, the old one stays on record."""
    actor, row = actor_of(request), selectors.access_quota(quota_id)
    form = CorrectionForm(request.POST or None, quota=row)
    if request.method == "POST" and attempt(form, lambda: _correct(actor, row, form.cleaned_data)):
        messages.success(request, gettext("已更正公布，排队的申请人收到了通知。"))
        return redirect("procedures:entries", quota_id=quota_id)
    context = {"form": form, **standing(row)}
    return render(request, "procedures/desk/correct.html", context, status=422 if form.errors else 200)


def _correct(actor: Actor, row: Any, data: dict[str, Any]) -> None:
    mark = _hundredths(data["pass_mark"]) if "pass_mark" in data else row.pass_mark
    services.correct_quota(actor, quota_id=row.pk, **{**data, "pass_mark": mark})


def _enter(actor: Actor, quota_id: int, form: Any) -> None:
    data = form.cleaned_data
    services.record_entry(
        actor,
        quota_id=quota_id,
        number=data["number"],
        points=_hundredths(data.get("points")),
        reference=data.get("reference", ""),
    )
