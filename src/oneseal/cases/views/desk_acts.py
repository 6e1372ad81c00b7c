"""One page for each act on a case: what is asked, what follows, and the case beneath it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from oneseal.cases import selectors, services
from oneseal.cases.forms import desk_acts as forms
from oneseal.cases.forms import desk_modes
from oneseal.cases.views import desk_outlook as outlook
from oneseal.cases.views.desk_case import Opened, show_case
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence, status_of
from oneseal.kernel.access import CASEWORK, Actor
from oneseal.kernel.errors import NotFound, RuleViolation, Violations
from oneseal.kernel.text import N_

Reader = Callable[[Actor, int], selectors.CasePage]


@dataclass(frozen=True)
class Act:
    """One act: its words, its form, what it tells beforehand, the service that does it, what is said after it."""

    title: str
    form: type[forms.ActForm]
    tell: outlook.Teller
    perform: Callable[[Actor, forms.Scene, dict[str, Any]], object]
    done: str
    icon: str = "check"
    danger: bool = False


def _on_step(service: Callable[..., object]) -> Callable[[Actor, forms.Scene, dict[str, Any]], object]:
    return lambda actor, scene, values: service(actor, step_id=scene.step.pk, **values)


def _on_case(service: Callable[..., object]) -> Callable[[Actor, forms.Scene, dict[str, Any]], object]:
    return lambda actor, scene, values: service(actor, case_id=scene.page.case.pk, **values)


STEP_ACTS: dict[str, Act] = {
    "pass": Act(
        N_("通过"),
        forms.PassForm,
        outlook.passing,
        _on_step(services.pass_step),
        N_("已通过，转到下一环节。"),
    ),
    "decide": Act(
        N_("作出决定"),
        forms.DecideForm,
        outlook.deciding,
        _on_step(services.decide_case),
        N_("决定已记录。"),
        "gavel",
    ),
    "return": Act(
        N_("退回"),
        forms.ReturnForm,
        outlook.returning,
        _on_step(services.return_step),
        N_("已退回。"),
        "arrow-back-up",
        danger=True,
    ),
    "transfer": Act(
        N_("转办"),
        forms.TransferForm,
        outlook.handing,
        _on_step(services.transfer_step),
        N_("已转办。"),
        "transfer",
    ),
    "delegate": Act(
        N_("委派"),
        forms.DelegateForm,
        outlook.delegating,
        _on_step(services.delegate_step),
        N_("已委派。"),
        "user-plus",
    ),
    "add_signers": Act(
        N_("加签"),
        forms.SignersForm,
        outlook.signing,
        _on_step(services.add_signers),
        N_("已发给所选同事。"),
        "users",
    ),
    "release": Act(
        N_("放回岗位"),
        forms.ReleaseForm,
        outlook.releasing,
        _on_step(services.release_step),
        N_("已放回岗位。"),
        "inbox",
    ),
    "reassign": Act(
        N_("重新指派"),
        forms.TransferForm,
        outlook.handing,
        _on_step(services.reassign_step),
        N_("已重新指派。"),
        "user-cog",
    ),
}


def _decide_extension(actor: Actor, scene: forms.Scene, values: dict[str, Any]) -> object:
    pending = next((each for each in scene.page.extensions if each.state == "pending"), None)
    if pending is None:
        raise NotFound("no_extension", N_("这个办件没有待批准的延期申请，请刷新页面。"))
    return services.decide_extension(actor, extension_id=pending.pk, **values)


CASE_ACTS: dict[str, Act] = {
    "suspend": Act(
        N_("启动特别程序（暂停计时）"),
        forms.SuspendForm,
        outlook.suspending,
        _on_case(services.suspend_clock),
        N_("已暂停计时，通知书已发给申请人。"),
        "clock-pause",
    ),
    "resume": Act(
        N_("恢复计时"),
        forms.ResumeForm,
        outlook.resuming,
        _on_case(services.resume_clock),
        N_("已恢复计时。"),
        "clock-play",
    ),
    "extend": Act(
        N_("申请延期"),
        forms.ExtendForm,
        outlook.extending,
        _on_case(services.request_extension),
        N_("延期申请已提交局领导。"),
        "calendar-time",
    ),
    "decide_extension": Act(
        N_("审批延期"),
        forms.DecideExtensionForm,
        outlook.deciding_extension,
        _decide_extension,
        N_("延期申请已处理。"),
        "calendar-time",
    ),
    "terminate": Act(
        N_("终止办理"),
        forms.TerminateForm,
        outlook.terminating,
        _on_case(services.terminate_case),
        N_("已终止办理，通知书已发给申请人。"),
        "ban",
        danger=True,
    ),
    "supply_owed": Act(
        N_("代收补交的容缺材料"),
        desk_modes.OwedForm,
        outlook.supplying,
        _on_case(services.supply_owed),
        N_("容缺材料已补齐。"),
        "upload",
    ),
    "check_commitment": Act(
        N_("核查承诺"),
        desk_modes.CheckCommitmentForm,
        outlook.checking,
        _on_case(services.check_commitment),
        N_("核查结果已登记。"),
        "clipboard-check",
    ),
    "confirm_mended": Act(
        N_("确认已整改"),
        desk_modes.MendedForm,
        outlook.silent,
        _on_case(services.confirm_mended),
        N_("已登记整改完成。"),
    ),
    "revoke_for_commitment": Act(
        N_("撤销许可"),
        desk_modes.RevokeForm,
        outlook.revoking,
        _on_case(services.revoke_for_commitment),
        N_("撤销决定书已出具。"),
        "ban",
        danger=True,
    ),
    "slip": Act(
        N_("出具流转单"),
        forms.NothingForm,
        outlook.slip,
        _on_case(services.issue_circulation_slip),
        N_("流转单已出具，见“文书”。"),
        "file-text",
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CASEWORK)
@idempotent
def case_act(request: HttpRequest, case_id: int, verb: str) -> HttpResponse:
    """An act on the case as a whole."""
    return _page(request, case_id, CASE_ACTS.get(verb), None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*CASEWORK)
@idempotent
def step_act(request: HttpRequest, case_id: int, step_id: int, verb: str) -> HttpResponse:
    """An act on one of its steps."""
    return _page(request, case_id, STEP_ACTS.get(verb), step_id)


def _page(request: HttpRequest, case_id: int, act: Act | None, step_id: int | None) -> HttpResponse:
    """GET asks, POST acts; a refusal shows the form again, with everything that was typed and the case as it is now."""
    if act is None:
        raise Http404
    read = selectors.case_in_brief if request.method == "POST" else selectors.case_page
    scene = _scene(request, case_id, step_id, read)
    form = act.form(request.POST if request.method == "POST" else None, scene=scene)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act.perform(scene.actor, scene, form.values)
        except (RuleViolation, Violations) as error:
            status = status_of(error)
            forms.refuse(form, error)
        else:
            messages.success(request, gettext(act.done))
            return redirect("cases:desk_case", case_id=case_id)
    elif request.method == "POST":
        status = 422
    if status != 200:
        scene = _scene(request, case_id, step_id, selectors.case_page)
    opened = Opened(gettext(act.title), form, act.tell(scene), act.icon, act.danger, scene.step)
    return show_case(request, scene.page, opened, status=status)


def _scene(request: HttpRequest, case_id: int, step_id: int | None, read: Reader) -> forms.Scene:
    page = read(actor_of(request), case_id)
    step = next((each for each in page.steps if each.pk == step_id), None)
    if step_id is not None and step is None:
        raise NotFound("no_such_step", N_("没有这个环节，请刷新页面后重新选择。"))
    return forms.Scene(actor_of(request), page, step)


@require_POST
@allow(*CASEWORK)
@idempotent
def take(request: HttpRequest, case_id: int, step_id: int) -> HttpResponse:
    """Take a step of one's post; whoever comes second is told who was faster."""
    try:
        step = services.take_step(actor_of(request), step_id=step_id)
    except (RuleViolation, Violations) as error:
        for item in error.items:
            messages.warning(request, sentence(item))
    else:
        messages.success(request, gettext("已领取“%(step)s”。") % {"step": step.name})
    return redirect("cases:desk_case", case_id=case_id)
