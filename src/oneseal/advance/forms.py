"""Forms of what happens before an application."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.advance.rules.projects import INDUSTRIES, LEVELS, Entry
from oneseal.identity.forms import day_field, text_field


def words(label: Any, *, rows: int = 3, limit: int = 2000, required: bool = True, help_text: Any = "") -> Any:
    """A few sentences."""
    return forms.CharField(
        label=label,
        max_length=limit,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ProjectForm(forms.Form):
    """One project of the plan."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    level = forms.ChoiceField(label=_("级别"), choices=[(key, _(name)) for key, name in LEVELS.items()])
    code = text_field(_("项目代码"), 30, help_text=_("24位，例如 2026-990181-30-03-100001。"))
    name = text_field(_("项目名称"), 200)
    owner = text_field(_("建设单位"), 120)
    owner_code = text_field(_("统一社会信用代码"), 20)
    industry = forms.ChoiceField(
        label=_("行业"), choices=[(key, _(name)) for key, name in INDUSTRIES.items()]
    )
    approved_by = text_field(_("批准文号"), 200, help_text=_("批准年度计划的文件名称、文号。"))

    def entry(self) -> Entry:
        """As the service takes it."""
        return Entry(**self.cleaned_data)


class ImportForm(forms.Form):
    """The whole plan as a file."""

    file = forms.FileField(
        label=_("计划文件（CSV）"),
        help_text=_("表格软件“另存为CSV”即可；已经在列的按文件更新，文件有错的一行都不导入。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = words(_("理由"), rows=2, limit=300)


class GreenForm(forms.Form):
    """Until when a project goes first."""

    until = day_field(_("到哪天止"), help_text=_("最长24个月；到期自动移出。"))


class AskForm(forms.Form):
    """A request for an early service: for whom, for which key project, what is planned.

    Citizens choose among those they act for, colleagues type the number.
    """

    matter = words(
        _("打算办什么、做到哪一步了"),
        rows=4,
        help_text=_("例如：场地在哪里、多大面积、什么时候开业；不清楚的也可以问。"),
    )

    def __init__(self, data: Any = None, *, applicants: list[Any] | None, projects: list[Any] = ()) -> None:  # type: ignore[assignment]
        super().__init__(data)
        if applicants is None:
            self.fields["number"] = text_field(
                gettext("对方的证件号码"), 40, help_text=gettext("身份证号或者统一社会信用代码。")
            )
        else:
            self.fields["applicant"] = forms.TypedChoiceField(
                label=gettext("为谁办"),
                coerce=int,
                choices=[(each.pk, each.name) for each in applicants],
                initial=applicants[0].pk if applicants else None,
                widget=forms.RadioSelect,
                error_messages={"required": gettext("请选择为谁办。")},
            )
        if projects:
            self.fields["project"] = forms.TypedChoiceField(
                label=gettext("属于哪个重点项目"),
                coerce=int,
                empty_value=None,
                required=False,
                choices=[("", gettext("不属于重点项目")), *((each.pk, each.name) for each in projects)],
            )
        self.order_fields(["applicant", "number", "project", "matter"])


class ItemForm(forms.Form):
    """Which item a colleague asks for."""

    item = forms.ChoiceField(label=_("事项"))

    def __init__(self, data: Any = None, *, items: list[Any], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["item"].choices = [(each.code, each.name) for each in items]  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """One thing said."""

    text = words(_("留言"), rows=3)


class HandOnForm(forms.Form):
    """To which section, and why."""

    section = forms.TypedChoiceField(label=_("转给哪个科室"), coerce=int)
    reason = words(_("为什么转"), rows=2, limit=300)

    def __init__(self, data: Any = None, *, sections: dict[int, str], **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["section"].choices = list(sections.items())  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """A note beside each material of the situation, and advice at the end."""

    def __init__(self, data: Any = None, *, materials: list[Any], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for each in materials:
            self.fields[f"note_{each.code}"] = forms.CharField(
                label=each.name,
                max_length=300,
                required=False,
                widget=forms.TextInput(),
                help_text=each.note,
            )
        self.fields["advice"] = words(gettext("总的提醒"), rows=3, required=False)

    @property
    def notes(self) -> dict[str, str]:
        """What was noted, by material."""
        return {
            name.removeprefix("note_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("note_")
        }
