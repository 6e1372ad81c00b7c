"""The flow of a kind of project as its keeper edits it: stages, tasks, days, what waits for what (PRJ-5, PRJ-8)."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt, fill, text_field
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_
from oneseal.projects import selectors, services
from oneseal.projects.rules.assessments import ASSESSMENTS
from oneseal.projects.rules.templates import INVESTORS, KINDS, MISSING, STAGES, Flow, FlowTask
from oneseal.projects.views.keeping import KEEPERS

BETWEEN = re.compile(r"[、,，;；\n]+")
TASKS_BETWEEN = re.compile(r"[;；\n]+")
"""Names of tasks may have 、 in them."""
SPARE = 2
"""Empty rows for tasks to be added."""
STAGE_CHOICES = [(number, _(name)) for number, name in STAGES.items()]


class HeadForm(forms.Form):
    """What holds for the whole flow, and its stages: `lead_1`, `days_1` and so on."""

    title = text_field(_("流程名称"), 200)
    target = forms.IntegerField(
        label=_("审批用时目标（工作日）"),
        min_value=1,
        max_value=400,
        help_text=_("只与审批用时比较；申请人用时和不计入的时间另计。"),
    )
    target_source = text_field(_("目标的依据"), 300, required=False)
    goal = forms.ChoiceField(label=_("办到哪个环节就可以开工"))
    missing = forms.ChoiceField(
        label=_("部门逾期不答复的"),
        choices=[(key, _(name)) for key, name in MISSING.items()],
        widget=forms.RadioSelect,
    )
    missing_basis = text_field(_("视为同意的规定依据"), 300, required=False)

    def __init__(self, data: Any = None, *, flow: Flow, units: list[tuple[str, Any]]) -> None:
        initial = flow.model_dump(mode="json", include=set(HeadForm.base_fields))
        for stage in flow.stages:
            initial |= {f"lead_{stage.number}": stage.lead, f"days_{stage.number}": stage.days}
        super().__init__(data, initial=initial)
        fill(self, "goal", [(task.key, task.name) for task in flow.tasks])
        for number, name in STAGES.items():
            known = flow.stage(number)
            self.fields[f"lead_{number}"] = _unit_field(
                _("%(stage)s：由谁牵头") % {"stage": gettext(name)}, units, known.lead if known else ""
            )
            self.fields[f"days_{number}"] = forms.IntegerField(
                label=_("%(stage)s：期限（工作日）") % {"stage": gettext(name)},
                min_value=1,
                max_value=365,
                required=False,
            )

    def stages(self) -> list[dict[str, Any]]:
        """The stages that have a lead or days."""
        data = self.cleaned_data
        rows = [
            {"number": number, "lead": data[f"lead_{number}"], "days": data[f"days_{number}"]}
            for number in STAGES
        ]
        return [row for row in rows if row["lead"] or row["days"]]


class TaskForm(forms.Form):
    """One task; a row without a name is none."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = text_field(_("环节名称"), 200, required=False)
    stage = forms.TypedChoiceField(label=_("阶段"), coerce=int, choices=STAGE_CHOICES, initial=1)
    kind = forms.ChoiceField(
        label=_("种类"), choices=[(key, _(name)) for key, name in KINDS.items()], initial="item"
    )
    unit = forms.ChoiceField(label=_("由谁办理"), required=False)
    partner = text_field(
        _("外部单位"), 200, required=False, help_text=_("水、电、气、通信企业，或者上级机关。")
    )
    days = forms.IntegerField(label=_("几个工作日"), min_value=0, max_value=365)
    after = text_field(
        _("要等哪些环节"),
        1000,
        required=False,
        help_text=_("写环节名称，几个之间用“；”隔开，不等别的就空着。"),
    )
    units = text_field(
        _("征求哪些部门"),
        1000,
        required=False,
        help_text=_("联合审图、评估、验收才填，写部门名称，用、隔开。"),
    )
    item = text_field(_("事项编码"), 40, required=False, help_text=_("事项目录里有的填，环节就随办件走。"))
    assessment = forms.ChoiceField(
        label=_("可以用哪种区域评估代替"),
        required=False,
        choices=[("", _("不能代替")), *((key, _(name)) for key, name in ASSESSMENTS.items())],
    )
    drop = forms.BooleanField(label=_("去掉这个环节"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"] = _unit_field(_("由谁办理"), units, self.initial.get("unit", ""))

    @property
    def stays(self) -> bool:
        """Whether the row is a task of the new flow."""
        return bool(self.cleaned_data.get("name") and not self.cleaned_data.get("drop"))


TaskRows = forms.formset_factory(TaskForm, extra=SPARE, max_num=80)
"""The tasks in their order; a template's rows are told apart by their place."""


def _unit_field(label: Any, units: list[tuple[str, Any]], now: str) -> forms.ChoiceField:
    """One of the units; a name that the flow uses and nobody bears any more stays and is said to be missing."""
    known = {value for value, _name in units}
    gone = [(now, gettext("%(name)s（机构中没有）") % {"name": now})] if now and now not in known else []
    return forms.ChoiceField(label=label, required=False, choices=[("", "—"), *gone, *units])


def _units(actor: Actor, flow: Flow) -> list[tuple[str, str]]:
    """Sections by their code, departments by the name that the flow uses for them, else by their whole name."""
    used = [*(stage.lead for stage in flow.stages), *(task.unit for task in flow.tasks)]
    found = []
    for each in identity.units(actor.bureau_id, clock.today()):
        name = next((name for name in used if name and each.name.endswith(name)), each.name)
        found.append((each.code if each.kind == "section" and each.code else name, each.name))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*KEEPERS)
@idempotent
def edit(request: HttpRequest, investor: str) -> HttpResponse:
    """Change the flow of a kind; projects registered before keep theirs."""
    actor, posted = actor_of(request), request.method == "POST"
    flow = selectors.flow_of(actor.bureau_id, investor)
    units, data = _units(actor, flow), request.POST if posted else None
    head = HeadForm(data, flow=flow, units=units)
    names = {task.key: task.name for task in flow.tasks}
    rows = TaskRows(data, initial=[_row(task, names) for task in flow.tasks], form_kwargs={"units": units})
    sound = rows.is_valid() if posted else True
    if posted and sound and attempt(head, lambda: _adopt(actor, flow, head, rows)):
        messages.success(request, gettext("流程已启用，新登记的项目按它办；已登记的项目不变。"))
        return redirect("projects:flows")
    if not sound:
        head.add_error(None, gettext("有环节没有填对，已在下面展开，请改正。"))
    context = {"head": head, "rows": rows, "flow": flow, "kind": INVESTORS[flow.investor]}
    context |= {"stages": [(head[f"lead_{n}"], head[f"days_{n}"]) for n in STAGES]}
    return render(request, "projects/flow.html", context, status=422 if posted else 200)


def _row(task: FlowTask, names: dict[str, str]) -> dict[str, Any]:
    row = task.model_dump(mode="json")
    row["after"] = "；".join(names.get(key, key) for key in task.after)
    return row | {"units": "、".join(task.units)}


def _adopt(actor: Actor, flow: Flow, head: HeadForm, rows: Any) -> None:
    kept = [form.cleaned_data for form in rows if form.stays]
    keys = _keys(kept, {task.key for task in flow.tasks})
    said = {name: head.cleaned_data[name] for name in HeadForm.base_fields}
    content = {**said, "investor": flow.investor.value, "stages": head.stages(), "tasks": _tasks(kept, keys)}
    services.adopt_flow(actor, content=content)


def _keys(rows: list[dict[str, Any]], known: set[str]) -> dict[str, str]:
    """The key of each task by its name; a new task gets the next free one."""
    free = (f"task_{number}" for number in range(1, 200) if f"task_{number}" not in known)
    return {row["name"].strip(): row["key"] or next(free) for row in rows}


def _tasks(rows: list[dict[str, Any]], keys: dict[str, str]) -> list[dict[str, Any]]:
    """The tasks as a flow has them. Raises Violations naming each prerequisite that is no task."""
    found, faults = [], []
    for row in rows:
        after = [name for each in TASKS_BETWEEN.split(row["after"]) if (name := each.strip())]
        for name in after:
            if name not in keys:
                text = N_("“%(task)s”要等的“%(name)s”不是这个流程的环节，请按环节名称改正。")
                faults.append(
                    RuleViolation("after_unknown", text, params={"task": row["name"], "name": name})
                )
        found.append(
            {
                **{name: row[name] for name in ("name", "stage", "kind", "unit", "partner", "days")},
                "key": keys[row["name"].strip()],
                "after": [keys[name] for name in after if name in keys],
                "units": [name for each in BETWEEN.split(row["units"]) if (name := each.strip())],
                "item": row["item"].strip(),
                "assessment": row["assessment"],
            }
        )
    if faults:
        raise Violations(faults)
    return found
