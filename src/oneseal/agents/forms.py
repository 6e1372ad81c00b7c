"""Forms of agent orders, centres and visits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.agents.extensions import Theme
from oneseal.agents.models import CENTRE_KINDS, POWER_CHOICES
from oneseal.agents.services import Wish
from oneseal.identity.forms import day_field, fill, text_field, words


class AskForm(forms.Form):
    """Asking for an agent. Citizens choose among those they speak for, clerks type the number."""

    title = text_field(_("要办什么事"), 200, help_text=_("例如：开一家药店，从执照到许可。"))
    theme = forms.ChoiceField(
        label=_("一件事"),
        required=False,
        help_text=_("几个事项一张表一起办的，选一件事就不用再勾事项。"),
    )
    items = forms.TypedMultipleChoiceField(
        label=_("代办的事项"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    wish = words(_("情况和要求"), limit=2000, required=False)
    place = text_field(_("地点（上门取材料用）"), 200, required=False)
    project = text_field(_("重点项目名称"), 200, required=False, help_text=_("不是项目的不填。"))
    wanted_by = day_field(_("希望办成的日期"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        items: list[Any],
        themes: Sequence[Theme],
        people: list[Any] | None,
        chosen: str = "",
    ) -> None:
        super().__init__(data)
        field = self.fields["items"]
        field.choices = [(each.pk, each.name) for each in items]  # type: ignore[attr-defined]
        field.initial = [each.pk for each in items if each.code == chosen]
        if themes:
            choices = [("", gettext("不是一件事")), *((each.code, each.title) for each in themes)]
            fill(self, "theme", choices)
            self.fields["theme"].initial = chosen
        else:
            del self.fields["theme"]
        if people is None:
            self.fields["number"] = text_field(
                gettext("委托人的证件号码"), 40, help_text=gettext("身份证号或者统一社会信用代码。")
            )
        else:
            self.fields["applicant"] = forms.TypedChoiceField(
                label=gettext("为谁申请代办"),
                coerce=int,
                choices=[(each.pk, each.name) for each in people],
                error_messages={"required": gettext("请选择为谁申请。")},
            )
        self.order_fields(["applicant", "number", *self.fields])

    def said(self) -> dict[str, Any]:
        """As services.ask_agent takes it, but for whom."""
        data = self.cleaned_data
        named = ("title", "wish", "place", "project", "wanted_by", "theme")
        return {
            "item_ids": data["items"],
            "wish": Wish(**{name: data[name] for name in named if name in data}),
        }


class AssignForm(forms.Form):
    """Naming the agent."""

    member = forms.TypedChoiceField(
        label=_("代办员"), coerce=int, error_messages={"required": _("请选择代办员。")}
    )

    def __init__(self, *args: Any, members: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(
            self,
            "member",
            [(each.pk, f"{each.centre.name} · {each.person.name}") for each in members],
        )


class AuthoriseForm(forms.Form):
    """Until when the agent may act."""

    until = day_field(_("授权到哪一天"), help_text=_("到期自动停办，可以再续；最长三年。"))


class ReasonForm(forms.Form):
    """Why."""

    reason = words(_("原因"), limit=500)


class FinishForm(forms.Form):
    """What came of it."""

    outcome = words(_("办成了什么、交给委托人什么"), limit=1000)


class EvaluateForm(forms.Form):
    """How it was."""

    level = forms.TypedChoiceField(
        label=_("评分"),
        coerce=int,
        choices=[
            (5, _("5 非常满意")),
            (4, _("4 满意")),
            (3, _("3 基本满意")),
            (2, _("2 不满意")),
            (1, _("1 非常不满意")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择评分。")},
    )
    comment = words(_("意见"), limit=1000, required=False)


class TaskForm(forms.Form):
    """One task ticked or opened again."""

    done = forms.BooleanField(required=False)
    note = forms.CharField(max_length=500, required=False)


class CentreForm(forms.Form):
    """A centre or squad."""

    kind = forms.ChoiceField(label=_("种类"), choices=CENTRE_KINDS)
    name = text_field(_("名称"), 120)
    unit_id = forms.TypedChoiceField(
        label=_("属于哪个镇（街道）、村（社区）"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("选了以后，考评分计入这个镇（街道）的综合考核。"),
    )
    area = text_field(_("服务范围"), 200, required=False)
    phone = text_field(_("电话"), 40, required=False)
    address = text_field(_("地址"), 200, required=False)
    closed_on = day_field(_("撤销日期"), required=False, help_text=_("在用的不填。"))

    def __init__(self, *args: Any, towns: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [("", "—"), *((each.pk, each.name) for each in towns)]
        fill(self, "unit_id", listed)


class MemberForm(forms.Form):
    """A new agent."""

    number = text_field(_("代办员的身份证号"), 40, help_text=_("代办员用自己的个人账号办理，须先注册。"))
    leader = forms.BooleanField(label=_("组长（负责人）"), required=False)


class LeaveForm(forms.Form):
    """An agent leaves."""

    member = forms.IntegerField(widget=forms.HiddenInput)
    last_on = day_field(_("最后一天"))


class PowerForm(forms.Form):
    """An item on the list."""

    item = forms.TypedChoiceField(label=_("事项"), coerce=int)
    power = forms.ChoiceField(label=_("能办到哪一步"), choices=POWER_CHOICES)
    paper = text_field(
        _("依据的文件"), 200, required=False, help_text=_("在这里办结的必填：下放、授权或委托的文件。")
    )

    def __init__(self, *args: Any, items: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "item", [(each.pk, each.name) for each in items])


class DropForm(forms.Form):
    """An item off the list."""

    item = forms.IntegerField(widget=forms.HiddenInput)


class TrainingForm(forms.Form):
    """A training that was held."""

    title = text_field(_("培训内容"), 200)
    held_on = day_field(_("日期"))
    hours = forms.IntegerField(label=_("学时"), min_value=1, max_value=200)
    teacher = text_field(_("授课人"), 120, required=False)
    passed = forms.TypedMultipleChoiceField(
        label=_("合格的代办员"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请勾选合格的代办员。")},
    )

    def __init__(self, *args: Any, members: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "passed", [(each.pk, each.person.name) for each in members])


class LiaisonForm(forms.Form):
    """Who is there for a town."""

    town = forms.TypedChoiceField(label=_("镇（街道）"), coerce=int)
    staff = forms.TypedChoiceField(label=_("联系人"), coerce=int)

    def __init__(self, *args: Any, towns: list[Any], people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "town", [(each.pk, each.name) for each in towns])
        fill(self, "staff", [(each.pk, each.name) for each in people])


class WantForm(forms.Form):
    """A demand for a visit."""

    who = text_field(_("企业或个人"), 120)
    phone = text_field(_("电话"), 40, required=False)
    place = text_field(_("上门地点"), 200)
    demand = words(_("需求"), limit=1000)
    town_id = forms.TypedChoiceField(
        label=_("哪个镇（街道）、村（社区）"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("选了以后由它的挂钩联系人负责，除非另选同事。"),
    )
    staff_id = forms.TypedChoiceField(label=_("负责的同事"), coerce=int, required=False, empty_value=None)
    centre_id = forms.TypedChoiceField(
        label=_("由哪个代办机构去"), coerce=int, required=False, empty_value=None
    )
    project = text_field(_("工程建设项目代码"), 24, required=False, help_text=_("不是项目的不填。"))

    def __init__(
        self, *args: Any, centres: list[Any], towns: list[Any], people: list[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("town_id", towns), ("staff_id", people)):
            listed = [("", "—"), *((each.pk, each.name) for each in rows)]
            fill(self, name, listed)
        chosen = [("", gettext("还没有定")), *((each.pk, each.name) for each in centres)]
        fill(self, "centre_id", chosen)


class PlanForm(forms.Form):
    """When who comes."""

    planned_for = forms.DateTimeField(
        label=_("上门时间"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    visitors = text_field(_("谁去"), 200)

    def clean_planned_for(self) -> datetime:
        """In the bureau's time."""
        value: datetime = self.cleaned_data["planned_for"]
        return value


class MakeForm(forms.Form):
    """What the visit brought."""

    finding = words(_("上门办了什么"), limit=1000)
    follow_by = day_field(_("还要跟进的，跟进到哪天"), required=False)


class ResultForm(forms.Form):
    """What came of it, or why nobody comes."""

    result = words(_("结果或原因"), limit=1000)
