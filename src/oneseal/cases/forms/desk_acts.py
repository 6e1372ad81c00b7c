"""Forms of what staff do with a case and its steps. What the services refuse is shown at the field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.cases import selectors
from oneseal.cases.rules.deadlines import PROCEDURES
from oneseal.foundation.problems import sentence
from oneseal.identity.forms import words
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation, Violations


@dataclass(frozen=True)
class Scene:
    """Who stands before which case and step."""

    actor: Actor
    page: selectors.CasePage
    step: Any = None


def refuse(form: forms.BaseForm, error: RuleViolation | Violations) -> None:
    """Show a refusal in the form: at its field where it has one, else at the head."""
    for item in error.items:
        text = sentence(item) + (gettext("（依据：%(basis)s）") % {"basis": item.basis} if item.basis else "")
        form.add_error(item.field if item.field in form.fields else None, text)


def offer(form: forms.BaseForm, name: str, choices: Sequence[Any]) -> None:
    """Give a choice field what may be chosen."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class DeskForm(forms.Form):
    """A form whose empty fields are named in the refusal."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            told = gettext("请填写“%(label)s”。") % {"label": field.label}
            field.error_messages["required"] = told


class ActForm(DeskForm):
    """The form of one act; `values` are the keyword arguments of its service.

    `shown_when` says for fields that belong to one answer which: `{"reasons": "outcome=refused"}`.
    """

    shown_when: ClassVar[dict[str, str]] = {}

    def __init__(self, data: Mapping[str, Any] | None, *, scene: Scene) -> None:
        self.scene = scene
        super().__init__(data)
        self.build()

    def build(self) -> None:
        """Add fields that depend on the case."""

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """Fields with the answer to which they belong."""
        return [(self[name], self.shown_when.get(name, "")) for name in self.fields]

    @property
    def values(self) -> dict[str, Any]:
        """What the service is given."""
        return dict(self.cleaned_data)


class NothingForm(ActForm):
    """An act that asks nothing."""


class ReleaseForm(ActForm):
    """放回岗位."""

    reason = words(_("说明"), _("可不填。写下办到哪里了，方便接手的同事。"), required=False)


class PassForm(ActForm):
    """通过: every review point and an opinion."""

    opinion = words(
        _("审查意见"), _("全部要点符合时可不填；有不符合仍要通过的，必须写明理由。"), required=False
    )

    def build(self) -> None:
        """One field for each review point, before the opinion."""
        planned = selectors.planned_of(self.scene.page, self.scene.step)
        points = planned.review_points if planned else []
        self.points = {f"point_{point.code}": point for point in points}
        if planned is None:
            self.fields["opinion"].required = True
            self.fields["opinion"].help_text = gettext("同事请您发表意见，请写明同意与否和理由。")
        for name, point in self.points.items():
            self.fields[name] = _point_field(point)
        self.order_fields([*self.points, "opinion"])

    @property
    def values(self) -> dict[str, Any]:
        """Points by code: True, False or the number as typed."""
        said = {"yes": True, "no": False}
        points = {
            point.code: said.get(typed, typed)
            for name, point in self.points.items()
            if (typed := self.cleaned_data.get(name, "")) != ""
        }
        return {"opinion": self.cleaned_data["opinion"], "points": points}


def _point_field(point: Any) -> forms.Field:
    """Fits or not, or a number with its bounds."""
    basis = gettext("依据：%(basis)s") % {"basis": point.basis} if point.basis else ""
    if point.kind == "numeric":
        unit = f"（{point.unit}）" if point.unit else ""
        bounds = [
            gettext("不小于 %(n)s") % {"n": f"{point.minimum:g}"} if point.minimum is not None else "",
            gettext("不大于 %(n)s") % {"n": f"{point.maximum:g}"} if point.maximum is not None else "",
            basis,
        ]
        help_text = "；".join(filter(None, bounds))
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        return forms.CharField(label=point.text + unit, help_text=help_text, required=False, widget=widget)
    choices = [("yes", gettext("符合")), ("no", gettext("不符合"))]
    return forms.ChoiceField(
        label=point.text, choices=choices, widget=forms.RadioSelect, required=False, help_text=basis
    )


class ReturnForm(ActForm):
    """退回 to any earlier step."""

    target = forms.ChoiceField(label=_("退回到"), widget=forms.RadioSelect)
    opinion = words(_("退回理由"), _("写明哪里不对、要怎样改，让接手的同事一看就懂。"))

    def build(self) -> None:
        """The earlier steps that were passed."""
        steps = self.scene.page.return_targets(self.scene.step)
        offer(self, "target", [(step.key, _who_did(step)) for step in steps])


def _who_did(step: Any) -> str:
    return f"{step.name}（{step.holder.name}）" if step.holder else str(step.name)


class TransferForm(ActForm):
    """转办, or 重新指派 by a head: to somebody of the step's post."""

    to = forms.TypedChoiceField(label=_("交给"), coerce=int)
    opinion = words(_("理由"))

    def build(self) -> None:
        """Holders of the step's post; for what was asked of a person, everybody."""
        step = self.scene.step
        planned = step.origin in {"plan", "second"}
        people: list[Any] = (
            selectors.successors(step) if planned else selectors.colleagues_by_section(self.scene.actor)
        )
        offer(self, "to", [("", gettext("请选择")), *people])
        if not people:
            self.fields["to"].help_text = gettext("这个岗位上没有其他同事，请管理员先安排人员上岗。")

    @property
    def values(self) -> dict[str, Any]:
        """As `transfer_step` and `reassign_step` take it."""
        return {"to_staff_id": self.cleaned_data["to"], "opinion": self.cleaned_data["opinion"]}


class DelegateForm(ActForm):
    """委派: one colleague looks into it, and it comes back."""

    to = forms.TypedChoiceField(label=_("请谁协助"), coerce=int)
    asked = words(_("请他（她）做什么"), _("写明要看什么、要什么结论。办完后回到您这里。"))

    def build(self) -> None:
        """Everybody in service."""
        people: list[Any] = selectors.colleagues_by_section(self.scene.actor)
        offer(self, "to", [("", gettext("请选择")), *people])

    @property
    def values(self) -> dict[str, Any]:
        """As `delegate_step` takes it."""
        return {"to_staff_id": self.cleaned_data["to"], "asked": self.cleaned_data["asked"]}


class SignersForm(ActForm):
    """加签: several colleagues, before or after, all or any one."""

    signers = forms.TypedMultipleChoiceField(
        label=_("请谁签署"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    when = forms.ChoiceField(
        label=_("什么时候签"),
        choices=[("before", _("我办理之前（签完回到我这里）")), ("after", _("我通过之后（签完再往下走）"))],
        widget=forms.RadioSelect,
        initial="before",
    )
    how = forms.ChoiceField(
        label=_("怎样算签完"),
        choices=[("all", _("会签：每个人都要签")), ("any", _("或签：有一人签即可"))],
        widget=forms.RadioSelect,
        initial="all",
    )
    asked = words(_("请他们看什么"))

    def build(self) -> None:
        """Everybody in service, by section."""
        offer(self, "signers", selectors.colleagues_by_section(self.scene.actor))

    @property
    def values(self) -> dict[str, Any]:
        """As `add_signers` takes it."""
        said = self.cleaned_data
        return {
            "staff_ids": said["signers"],
            "asked": said["asked"],
            "after": said["when"] == "after",
            "any_one": said["how"] == "any",
        }


class DecideForm(ActForm):
    """作出决定: grant with every condition confirmed, or refuse with reasons and grounds."""

    shown_when: ClassVar[dict[str, str]] = {
        "criteria": "outcome=granted",
        "content": "outcome=granted",
        "valid_until": "outcome=granted",
        "reasons": "outcome=refused",
    }

    outcome = forms.ChoiceField(
        label=_("决定"),
        choices=[("granted", _("准予")), ("refused", _("不予许可"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择“准予”或“不予许可”。")},
    )
    criteria = forms.MultipleChoiceField(
        label=_("法定条件"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("逐条确认符合，全部符合才能准予。"),
    )
    content = words(_("准予的内容"), _("写入决定书。不填则用“准予某某办理某事项”。"), required=False)
    valid_until = forms.DateField(
        label=_("有效期至"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("不填则按事项规定的有效期计算。"),
    )
    reasons = words(
        _("不予许可的理由"), _("一行一条，写明哪里不符合。会写进决定书交给申请人。"), required=False
    )
    basis = words(_("法律依据"), _("一行一条，法律名称和条款。"), rows=2, required=False)
    opinion = words(_("内部意见"), _("只有同事看得到，可不填。"), rows=2, required=False)

    def build(self) -> None:
        """The item's published conditions and grounds."""
        content = self.scene.page.content
        offer(self, "criteria", [(text, text) for text in content.conditions])
        if not content.conditions:
            del self.fields["criteria"]
        self.fields["basis"].initial = "\n".join(f"{each.law}{each.article}" for each in content.basis)

    @property
    def values(self) -> dict[str, Any]:
        """Lines as lists."""
        said = self.cleaned_data
        return {
            "outcome": said["outcome"],
            "criteria": said.get("criteria", []),
            "content": said["content"],
            "valid_until": said["valid_until"],
            "reasons": said["reasons"].splitlines(),
            "basis": said["basis"].splitlines(),
            "opinion": said["opinion"],
        }


class SuspendForm(ActForm):
    """Special procedure: one of the eight, why, how long."""

    procedure = forms.ChoiceField(
        label=_("特别程序"),
        choices=[("", _("请选择")), *((key.value, _(name)) for key, name in PROCEDURES.items())],
        help_text=_("法律只允许这八种情形暂停计时。"),
    )
    explanation = words(_("为什么需要"), _("会写进通知书告诉申请人。"))
    expected_days = forms.IntegerField(
        label=_("预计需要（工作日）"),
        min_value=1,
        max_value=365,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class ResumeForm(ActForm):
    """The procedure is over."""

    result = words(_("结果"), _("例如：专家评审通过，出具评审意见。"), required=False)


class ExtendForm(ActForm):
    """More time, once."""

    authority = forms.ChoiceField(
        label=_("由谁批准"),
        choices=[
            ("bureau", _("本机关负责人（最多十个工作日）")),
            ("government", _("本级人民政府负责人（最多十五个工作日）")),
        ],
        widget=forms.RadioSelect,
        initial="bureau",
    )
    days = forms.IntegerField(
        label=_("延长几个工作日"),
        min_value=1,
        max_value=15,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    reason = words(_("延期理由"), _("批准后会写进延期告知书交给申请人。"))


class DecideExtensionForm(ActForm):
    """The head's word on a request for more time."""

    approve = forms.ChoiceField(
        label=_("决定"),
        choices=[("yes", _("批准延期")), ("no", _("不批准"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择批准或不批准。")},
    )
    approval_document = forms.CharField(
        label=_("本级人民政府批准文号"),
        max_length=120,
        required=False,
        help_text=_("由本级人民政府负责人批准的才填。"),
    )
    comment = words(_("意见"), required=False)

    @property
    def values(self) -> dict[str, Any]:
        """The verdict as a bool."""
        return {**self.cleaned_data, "approve": self.cleaned_data["approve"] == "yes"}


class TerminateForm(ActForm):
    """End without a decision."""

    reason = words(_("终止理由"), _("会写进终止办理通知书交给申请人。"))
    basis = words(_("依据"), _("法律名称和条款。"), rows=2)
