"""Forms of what happens before an application."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.advance.rules.projects import INDUSTRIES, LEVELS, Entry
from oneseal.advance.rules.promises import STATEMENTS, SUBJECTS, VERDICTS, Promise
from oneseal.advance.services import Request
from oneseal.identity.forms import day_field, fill, text_field, words


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
        fill(self, "item", [(each.code, each.name) for each in items])


class NoteForm(forms.Form):
    """One thing said."""

    text = words(_("留言"), rows=3)


class HandOnForm(forms.Form):
    """To which section, and why."""

    section = forms.TypedChoiceField(label=_("转给哪个科室"), coerce=int)
    reason = words(_("为什么转"), rows=2, limit=300)

    def __init__(self, data: Any = None, *, sections: dict[int, str], **given: Any) -> None:
        super().__init__(data, **given)
        fill(self, "section", list(sections.items()))


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


PAPERS = range(1, 5)
"""Rows for promised papers."""


class ReviewForm(forms.Form):
    """The owner's request: what is built, the ground of each statement, what is promised by when, files, commitment."""

    def __init__(self, data: Any = None, files: Any = None, *, items: list[Any]) -> None:
        super().__init__(data, files)
        self.fields["brief"] = words(
            gettext("建设内容"), rows=3, help_text=gettext("建什么、在哪里、多大规模、什么时候开工。")
        )
        for code, label in STATEMENTS.items():
            name = gettext(label)
            self.fields[f"said_{code}"] = text_field(
                gettext("%(what)s：依据的文件和文号") % {"what": name}, 300, required=False
            )
            self.fields[f"file_{code}"] = _upload(gettext("%(what)s：证明文件") % {"what": name})
        for code, label in SUBJECTS.items():
            self.fields[f"file_{code}"] = _upload(gettext("要预审的%(what)s") % {"what": gettext(label)})
        choices = [("", gettext("不填")), *((each.pk, each.name) for each in items)]
        for place in PAPERS:
            self.fields[f"paper_{place}"] = forms.TypedChoiceField(
                label=gettext("承诺补办的手续（%(n)d）") % {"n": place},
                coerce=int,
                empty_value=None,
                required=False,
                choices=choices,
            )
            self.fields[f"due_{place}"] = day_field(
                gettext("最迟哪天申请（%(n)d）") % {"n": place}, required=False
            )
        self.fields["declared"] = forms.BooleanField(
            label=gettext("我单位承诺：以上情况真实，按期补办手续；没有履行的，预审意见失效并记入失信记录。"),
            required=False,
        )

    def request(self) -> Request:
        """As the service takes it."""
        said = self.cleaned_data
        promises = [
            Promise(said[f"paper_{place}"], said[f"due_{place}"] or date.min)
            for place in PAPERS
            if said[f"paper_{place}"]
        ]
        files = {
            name.removeprefix("file_"): value
            for name, value in said.items()
            if name.startswith("file_") and value
        }
        grounds = {code: said[f"said_{code}"] for code in STATEMENTS}
        return Request(said["brief"], grounds, promises, files, said["declared"])


def _upload(label: str) -> forms.FileField:
    widget = forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.ofd"})
    return forms.FileField(label=label, required=False, widget=widget)


class WithdrawForm(forms.Form):
    """Why it is taken back; may stay empty."""

    reason = words(_("撤回的原因"), rows=2, limit=300, required=False)


class AdmitForm(forms.Form):
    """Which section reviews which subject."""

    def __init__(
        self, data: Any = None, *, subjects: list[str], sections: dict[int, str], **given: Any
    ) -> None:
        super().__init__(data, **given)
        for code in subjects:
            self.fields[f"section_{code}"] = forms.TypedChoiceField(
                label=gettext(SUBJECTS[code]), coerce=int, choices=list(sections.items())
            )

    @property
    def sections(self) -> dict[str, int]:
        """The section by subject."""
        return {name.removeprefix("section_"): value for name, value in self.cleaned_data.items()}


class OpinionForm(forms.Form):
    """What a section says of its subject."""

    subject = forms.CharField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("意见"),
        choices=[(key, _(name)) for key, name in VERDICTS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择意见。")},
    )
    text = words(_("审查了什么、有什么要求"), rows=3)


class PressForm(forms.Form):
    """Nothing to say: one press."""


class CarryForm(forms.Form):
    """Which file of the pre-review is which material of the application."""

    def __init__(self, data: Any = None, *, files: list[Any], materials: list[Any]) -> None:
        super().__init__(data)
        choices = [("", gettext("不带入")), *((each.code, each.name) for each in materials)]
        for each in files:
            self.fields[f"file_{each.file_id}"] = forms.ChoiceField(
                label=each.file.name, required=False, choices=choices
            )

    @property
    def chosen(self) -> dict[int, str]:
        """The material's code by file."""
        return {int(name.removeprefix("file_")): value for name, value in self.cleaned_data.items()}
