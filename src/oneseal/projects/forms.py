"""Forms of projects: registering, tasks, requests, opinions, assessments."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.identity.forms import day_field, fill, money_field, text_field, words
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.plans.forms import OutlineForm
from oneseal.projects.models import Project, Task
from oneseal.projects.rules.asking import RESULTS, SAID
from oneseal.projects.rules.assessments import ASSESSMENTS
from oneseal.projects.rules.costs import Cost
from oneseal.projects.rules.templates import INVESTORS
from oneseal.projects.services import Particulars, Question

MOST_UPLOADED = 2 * 1024 * 1024
"""Bytes of a file: a site is a few polygons."""


def unit_choices(actor: Actor) -> list[tuple[int, str]]:
    """The sections and departments that exist today."""
    return [(each.pk, each.name) for each in identity.units(actor.bureau_id, clock.today())]


def manager_choices(actor: Actor) -> list[tuple[str, str]]:
    """Colleagues who hold a clerk's or coordinator's post."""
    posts = identity.posts_by_code(actor.bureau_id).values()
    wanted = [post for post in posts if {Role.CLERK, Role.COORDINATOR}.intersection(post.roles)]
    people = {each.pk: each.name for post in wanted for each in identity.post_holders(post.pk, clock.today())}
    return [("", gettext("暂不指定")), *((str(pk), name) for pk, name in people.items())]


class ParticularsForm(forms.Form):
    """What is registered of a project."""

    name = text_field(_("项目名称"), 200)
    address = text_field(_("建设地点"), 200)
    industry = text_field(_("所属行业"), 60, required=False)
    investment = forms.IntegerField(
        label=_("总投资（万元）"), min_value=0, max_value=100_000_000, required=False
    )
    land_area = forms.IntegerField(
        label=_("用地面积（平方米）"), min_value=0, max_value=2_000_000_000, required=False
    )
    wished_start = day_field(
        _("希望开工日期"), required=False, help_text=_("按这一天倒排每个环节最迟哪天办完。")
    )
    is_key = forms.BooleanField(label=_("重点项目"), required=False)
    key_list = text_field(
        _("列入哪个重点项目计划"), 100, required=False, help_text=_("例如：2026年县级重点项目计划第3号。")
    )
    manager_id = forms.ChoiceField(label=_("帮办员"), required=False)

    def __init__(
        self, data: Any = None, *, actor: Actor, project: Project | None = None, **options: Any
    ) -> None:
        initial = options.pop("initial", None) or (_initial(project) if project else {})
        super().__init__(data, initial=initial, **options)
        fill(self, "manager_id", manager_choices(actor))

    def particulars(self) -> Particulars:
        """As services.register_project takes it."""
        data = self.cleaned_data
        return Particulars(
            name=data["name"],
            address=data["address"],
            industry=data["industry"],
            investment=(data["investment"] or 0) * 1_000_000,
            land_area=data["land_area"] or 0,
            wished_start=data["wished_start"],
            is_key=data["is_key"],
            key_list=data["key_list"],
            manager_id=int(data["manager_id"]) if data["manager_id"] else None,
        )


def _initial(project: Project) -> dict[str, Any]:
    names = ("name", "address", "industry", "land_area", "wished_start", "is_key", "key_list", "manager_id")
    return {name: getattr(project, name) for name in names} | {"investment": project.investment // 1_000_000}


class RegisterForm(ParticularsForm):
    """A new project: its code, kind and owner beside the particulars."""

    code = text_field(
        _("项目代码"), 40, help_text=_("投资项目在线审批监管平台赋的24位代码，例如2509-320193-89-01-544060。")
    )
    investor = forms.ChoiceField(
        label=_("项目类型"),
        choices=[(key, _(name)) for key, name in INVESTORS.items()],
        help_text=_("类型决定审批流程和用时目标。"),
    )
    number = text_field(_("建设单位证件号码"), 40, help_text=_("统一社会信用代码或者身份证号。"))
    field_order = ["code", "investor", "number"]

    def owner_id(self) -> int:
        """The applicant with the number. Raises NotFound."""
        found = identity.applicant_by_number(self.cleaned_data["number"].strip())
        if found is None:
            text = N_("没有这个证件号码的申请人，请先在“收件”里登记，再来登记项目。")
            raise NotFound("no_such_applicant", text, field="number")
        return int(found.pk)


class ReasonForm(forms.Form):
    """Why."""

    reason = words(_("原因"), rows=2)


class NoteForm(forms.Form):
    """What was achieved, with the number of the paper."""

    note = words(_("办理结果"), required=False, rows=2, help_text=_("例如批文文号、备案编号。可以不填。"))


class UnitForm(forms.Form):
    """Which unit."""

    unit = forms.TypedChoiceField(label=_("由谁办理"), coerce=int)

    def __init__(self, data: Any = None, *, actor: Actor, **options: Any) -> None:
        super().__init__(data, **options)
        fill(self, "unit", unit_choices(actor))


class CaseForm(forms.Form):
    """Which application."""

    number = text_field(_("办件编号"), 40, help_text=_("建设单位办这个事项的收件编号。"))


class SkipForm(forms.Form):
    """Why a task is not needed: a regional assessment, or a reason."""

    assessment = forms.TypedChoiceField(
        label=_("用哪项区域评估代替"), coerce=int, required=False, empty_value=None
    )
    reason = words(_("其他理由和依据"), required=False, rows=2, help_text=_("没有区域评估可用时必填。"))

    def __init__(self, data: Any = None, *, assessments: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(data, **options)
        rows = [(each.pk, f"{each.title}（{each.document}）") for each in assessments]
        if rows:
            fill(self, "assessment", [("", gettext("不用区域评估")), *rows])
        else:
            del self.fields["assessment"]


class AskForm(forms.Form):
    """What is asked, of whom, until when."""

    text = words(_("请部门答复什么"), limit=4000)
    days = forms.IntegerField(label=_("几个工作日内答复"), min_value=1, max_value=30, initial=5)
    unit_ids = forms.TypedMultipleChoiceField(
        label=_("征求哪些部门"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, actor: Actor, task: Task | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        choices = unit_choices(actor)
        fill(self, "unit_ids", choices)
        if task is not None:
            named = [pk for pk, name in choices if any(name.endswith(each) for each in task.asks)]
            self.fields["unit_ids"].initial, self.fields["days"].initial = named, max(task.days, 1)

    def question(self) -> Question:
        """As the services take it."""
        data = self.cleaned_data
        return Question(
            data["text"], data["days"], data["unit_ids"], data.get("held_at"), data.get("place", "")
        )


class AskUnitsForm(AskForm):
    """The same with a lead and a title."""

    title = text_field(_("标题"), 200)
    lead_id = forms.TypedChoiceField(label=_("牵头科室"), coerce=int)
    field_order = ["title", "lead_id"]

    def __init__(self, data: Any = None, *, actor: Actor, lead: int | None = None, **options: Any) -> None:
        super().__init__(data, actor=actor, **options)
        fill(self, "lead_id", unit_choices(actor))
        self.fields["lead_id"].initial = lead


class MeetingForm(AskUnitsForm):
    """A research meeting: when and where beside it."""

    held_at = forms.DateTimeField(
        label=_("开会时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    place = text_field(_("地点"), 200)
    field_order = ["title", "held_at", "place", "lead_id"]


class OpinionForm(forms.Form):
    """What a department says."""

    said = forms.ChoiceField(
        label=_("意见"),
        choices=[(key, _(name)) for key, name in SAID.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择同意、须修改或者不同意。")},
    )
    text = words(_("具体意见"), required=False, help_text=_("须修改、不同意的，一次写清全部意见，一行一条。"))
    basis = text_field(_("法律依据"), 300, required=False, help_text=_("不同意的必填：法律名称和条款。"))


class CloseForm(forms.Form):
    """The one answer."""

    result = forms.ChoiceField(
        label=_("汇总结论"),
        choices=[(key, _(name)) for key, name in RESULTS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择汇总结论。")},
    )
    summary = words(_("汇总说明"), required=False, help_text=_("各部门的意见会自动逐条列入，相同的合并。"))


class CostsForm(forms.Form):
    """What each evaluation cost, alone and together; rows left empty were not made."""

    def __init__(self, data: Any = None, *, costs: Iterable[Cost] = (), **options: Any) -> None:
        known = {each.kind: each for each in costs}
        super().__init__(data, auto_id="id_costs_%s", **options)
        for kind, name in ASSESSMENTS.items():
            for which, label in (
                ("alone", _("%(name)s：单独评估（元）")),
                ("joint", _("%(name)s：联合评估（元）")),
            ):
                field = money_field(label % {"name": gettext(name)}, required=False)
                field.initial = Decimal(getattr(known[kind], which)) / 100 if kind in known else None
                self.fields[f"{which}_{kind}"] = field

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The two amounts of each evaluation."""
        return [(self[f"alone_{kind}"], self[f"joint_{kind}"]) for kind in ASSESSMENTS]

    def costs(self) -> list[Cost]:
        """As services.record_costs takes it."""
        found = []
        for kind in ASSESSMENTS:
            alone, joint = (self.cleaned_data.get(f"{which}_{kind}") for which in ("alone", "joint"))
            if alone is not None or joint is not None:
                found.append(Cost(kind, int((alone or 0) * 100), int((joint or 0) * 100)))
        return found


class ConnectionForm(forms.Form):
    """What a utility company answers."""

    plan = words(_("接入方案"), help_text=_("从哪里接、要办什么、谁来施工。"))
    fee = money_field(_("费用（元）"), help_text=_("不收费的填0。"))
    ready_on = day_field(_("哪天接通"))

    def said(self) -> dict[str, Any]:
        """As services.answer_connection takes it."""
        data = self.cleaned_data
        return {"plan": data["plan"], "fee": int(data["fee"] * 100), "ready_on": data["ready_on"]}


class ProviderForm(forms.Form):
    """Which company."""

    partner_id = forms.TypedChoiceField(
        label=_("哪家企业"), coerce=int, help_text=_("由事项管理员在“合作单位”里登记。")
    )

    def __init__(self, data: Any = None, *, companies: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(data, **options)
        fill(self, "partner_id", companies)


class MinutesForm(forms.Form):
    """What a meeting came to."""

    summary = words(_("研判会形成的意见"), rows=5, limit=4000)


class ShapeForm(OutlineForm):
    """A site or an area of a few polygons."""

    @staticmethod
    def most_bytes() -> int:
        """Far less than a layer."""
        return MOST_UPLOADED

    def geojson(self) -> Any:
        """What was given, in degrees of CGCS2000. Raises RuleViolation at `outline`, `file` or `crs`."""
        return self.given()[0]


def outline_of(site: Any) -> dict[str, str]:
    """What a site's form begins with: the corners of one that is there, where it is one plot without holes."""
    rings = site["coordinates"] if site and site["type"] == "Polygon" else []
    if len(rings) != 1:
        return {}
    corners = "\n".join(f"{each[0]}, {each[1]}" for each in rings[0][:-1])
    return {"outline": corners, "crs": "EPSG:4490"}


class AssessmentForm(ShapeForm):
    """A regional assessment."""

    kind = forms.ChoiceField(
        label=_("评估事项"), choices=[(key, _(name)) for key, name in ASSESSMENTS.items()]
    )
    title = text_field(_("名称"), 200)
    document = text_field(_("批复文号"), 120)
    valid_from = day_field(_("有效期自"))
    valid_until = day_field(_("有效期至"))
    conditions = words(
        _("适用条件"), required=False, rows=2, limit=4000, help_text=_("共用时项目必须做到的，例如排放上限。")
    )
    field_order = ["kind", "title", "document", "valid_from", "valid_until", "conditions", "outline"]

    def said(self) -> dict[str, Any]:
        """As services.list_assessment takes it."""
        data = self.cleaned_data
        names = ("kind", "title", "document", "valid_from", "valid_until", "conditions")
        return {name: data[name] for name in names} | {"area": self.geojson()}
