"""Applying for one thing, for citizens and for the clerk at the window: situation, one form, one set, one check."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.bundles import selectors, services
from oneseal.bundles.forms import DeclareForm, QuestionsForm, WhoForm, answers_sent
from oneseal.bundles.models import Joint
from oneseal.bundles.rules.states import JointState
from oneseal.bundles.views import shared
from oneseal.cases.apps import MATERIAL
from oneseal.catalog.rules import form_values
from oneseal.documents import services as documents
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence, sentences
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

WHO = (Role.CITIZEN, Role.CLERK)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*WHO)
def new(request: HttpRequest, code: str) -> HttpResponse:
    """For whom and in which situation; the button begins a draft."""
    actor = actor_of(request)
    theme = selectors.theme_by_code(code)
    built = selectors.blocks(theme.bureau_id, selectors.published_content(theme))
    sent = request.POST if request.method == "POST" else None
    composition = built.compose(answers_sent(sent if sent is not None else request.GET))
    applicants = None if actor.is_staff else identity.principals(actor)
    who = WhoForm(sent, applicants=applicants)
    questions = QuestionsForm(sent, composition=composition)
    if sent is not None and "look" not in sent:
        return _begin(request, theme, who, questions)
    return _show_new(request, theme, who, questions)


@idempotent
def _begin(request: HttpRequest, theme: Any, who: WhoForm, questions: QuestionsForm) -> HttpResponse:
    actor = actor_of(request)
    if not who.is_valid() or not questions.answered():
        return _show_new(request, theme, who, questions, status=422)
    try:
        joint = services.start_joint(
            actor,
            theme_id=theme.pk,
            applicant_id=_whom(actor, who),
            answers=questions.composition.answers,
            channel="window" if actor.is_staff else "online",
        )
    except RuleViolation as error:
        who.add_error(error.field if error.field in who.fields else None, sentence(error))
        return _show_new(request, theme, who, questions, status=422)
    return redirect("bundles:form", joint_id=joint.pk)


def _whom(actor: Actor, who: WhoForm) -> int:
    if not actor.is_staff:
        return int(who.cleaned_data["applicant"])
    found = identity.applicant_by_number(who.cleaned_data["number"].strip().upper())
    if found is None:
        text = N_("没有登记这个证件号码。请先在“窗口收件”登记申请人，再回来。")
        raise RuleViolation("no_applicant", text, field="number")
    return int(found.pk)


def _show_new(
    request: HttpRequest, theme: Any, who: WhoForm, questions: QuestionsForm, status: int = 200
) -> HttpResponse:
    one = questions.composition
    context = {
        "shell": shared.shell(actor_of(request)),
        "theme": theme,
        "who": who,
        "questions": questions,
        "one": one,
        "items": [member.part.name for member in one.members],
        "asked": [each for each in one.materials if each.asked],
        "stages": shared.stages(None, "questions"),
    }
    return render(request, "bundles/new.html", context, status=status)


def editable(request: HttpRequest, joint_id: int) -> Joint | HttpResponse:
    """The draft; what is handed in already is shown instead."""
    joint = selectors.access_joint(actor_of(request), joint_id)
    return joint if joint.state == JointState.DRAFT else redirect("bundles:joint", joint_id=joint_id)


def context_of(request: HttpRequest, filled: selectors.Filling, stage: str, **more: Any) -> dict[str, Any]:
    """What every page of applying shows."""
    return {
        "shell": shared.shell(actor_of(request)),
        "joint": filled.joint,
        "one": filled.composition,
        "stages": shared.stages(filled.joint, stage),
        "moved": filled.joint.version.theme.current_id != filled.joint.version_id,
        **more,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*WHO)
def questions(request: HttpRequest, joint_id: int) -> HttpResponse:
    """Change the situation; what was filled in stays."""
    joint = editable(request, joint_id)
    if isinstance(joint, HttpResponse):
        return joint
    filled = selectors.filling(joint)
    sent = request.POST if request.method == "POST" else None
    one = filled.blocks.compose(answers_sent(sent)) if sent is not None else filled.composition
    form = QuestionsForm(sent, composition=one)
    if sent is not None and "look" not in sent and form.answered():
        services.save_joint(actor_of(request), joint_id=joint_id, answers=one.answers)
        return redirect("bundles:form", joint_id=joint_id)
    context = context_of(request, filled, "questions", questions=form)
    context |= {
        "one": one,
        "items": [member.part.name for member in one.members],
        "asked": [each for each in one.materials if each.asked],
    }
    bad = sent is not None and "look" not in sent
    return render(request, "bundles/questions.html", context, status=422 if bad else 200)


@require_safe
@allow(*WHO)
def materials(request: HttpRequest, joint_id: int) -> HttpResponse:
    """The one set: each material once, with the items that need it."""
    joint = editable(request, joint_id)
    return joint if isinstance(joint, HttpResponse) else _show_materials(request, selectors.filling(joint))


def cards(filled: selectors.Filling) -> list[dict[str, Any]]:
    """Each material that is asked for, with what is there and who needs it."""
    names = filled.composition.design.names
    return [
        {
            "joined": each,
            "rows": [row for row in filled.papers if row.code == each.code],
            "items": [names[code] for code in each.needed_by],
        }
        for each in filled.composition.materials
        if each.asked
    ]


def _show_materials(
    request: HttpRequest, filled: selectors.Filling, errors: list[str] | None = None, code: str = ""
) -> HttpResponse:
    names = filled.composition.design.names
    spared = [
        (each, names.get(each.produced_by, "")) for each in filled.composition.materials if not each.asked
    ]
    context = context_of(
        request, filled, "materials", cards=cards(filled), spared=spared, errors=errors or [], wrong=code,
        limit=settings.FILE_MAX_BYTES, staff=actor_of(request).is_staff,
    )  # fmt: skip
    return render(request, "bundles/materials.html", context, status=422 if errors else 200)


@require_POST
@allow(*WHO)
@limit("60/m", by="account")
@idempotent
def upload(request: HttpRequest, joint_id: int, code: str) -> HttpResponse:
    """Take files for one material; at the window paper too. Also in answer to the correction notice."""
    actor = actor_of(request)
    joint = selectors.access_joint(actor, joint_id)
    files = request.FILES.getlist("file")
    errors: list[str] = []
    try:
        if "paper" in request.POST:
            services.add_paper(actor, joint_id=joint_id, code=code, paper_copies=1, source="window")
        elif not files:
            errors.append(gettext("请选择要上传的文件，或者拍照。"))
        for file in files:
            stored = documents.store_file(
                actor,
                bureau_id=joint.bureau_id,
                name=file.name or "",
                content=file.read(),
                purpose=MATERIAL,
            )
            services.add_paper(actor, joint_id=joint_id, code=code, file_id=stored.pk)
    except RuleViolation as error:
        errors.append(sentence(error))
    if joint.state != JointState.DRAFT:
        for text in errors:
            messages.error(request, text)
        return redirect(reverse("bundles:joint", args=[joint_id]) + "#correct")
    if errors:
        return _show_materials(request, selectors.filling(joint), errors, code)
    return redirect(reverse("bundles:materials", args=[joint_id]) + f"#material-{code}")


@require_POST
@allow(*WHO)
@idempotent
def remove(request: HttpRequest, joint_id: int, paper_id: int) -> HttpResponse:
    """Take a paper back."""
    services.remove_paper(actor_of(request), joint_id=joint_id, paper_id=paper_id)
    return redirect("bundles:materials", joint_id=joint_id)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*WHO)
@limit("20/h", by="account", methods=("POST",))
@idempotent
def check(request: HttpRequest, joint_id: int) -> HttpResponse:
    """Look through everything and hand it in."""
    joint = editable(request, joint_id)
    if isinstance(joint, HttpResponse):
        return joint
    declared = DeclareForm(request.POST if request.method == "POST" else None)
    problems: list[str] = []
    if request.method == "POST" and declared.is_valid():
        try:
            services.submit_joint(
                actor_of(request), joint_id=joint_id, declared=declared.cleaned_data["declared"]
            )
        except (RuleViolation, Violations) as error:
            problems = sentences(error)
        else:
            messages.success(request, gettext("已提交，各事项开始办理。"))
            return redirect("bundles:joint", joint_id=joint_id)
    filled = selectors.filling(joint)
    one = filled.composition
    context = context_of(
        request, filled, "check", declare=declared, problems=problems, answers=shared.question_lines(one),
        parts=form_values.summary(one.schema, joint.data, mask=False) if one.schema else [], cards=cards(filled),
    )  # fmt: skip
    return render(request, "bundles/check.html", context, status=422 if problems else 200)
