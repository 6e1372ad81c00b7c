"""Forms of training; limits here are only those of the fields."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.catalog.rules.labels import LINES
from oneseal.identity.forms import day_field, fill, pick_field, text_field, words
from oneseal.training.models import REGULATION_KINDS
from oneseal.training.services import Marks

Choices = Iterable[tuple[Any, Any]]


def many_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TypedMultipleChoiceField:
    """Some of many rows."""
    return forms.TypedMultipleChoiceField(
        label=label, coerce=int, required=required, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


class ScopeForm(forms.Form):
    """Lines of business and single items."""

    lines = forms.MultipleChoiceField(
        label=_("整条业务线"), required=False, widget=forms.CheckboxSelectMultiple
    )
    items = forms.TypedMultipleChoiceField(
        label=_("单个事项"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("可以多选；选了整条业务线的，里面的事项不用再选。"),
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "lines", [(code, gettext(label)) for code, label in LINES.items()])
        fill(self, "items", choices)


class CourseForm(forms.Form):
    """A course of the library."""

    title = text_field(_("课程名称"), 200)
    hours = forms.IntegerField(label=_("学时"), min_value=1, max_value=400)
    audience = text_field(_("给谁上"), 200, required=False)
    outline = words(_("内容"), limit=2000, required=False)


class SessionForm(forms.Form):
    """When and where a course is held, and for whom."""

    course_id = pick_field(_("课程"))
    starts_at = forms.DateTimeField(
        label=_("开始时间"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    place = text_field(_("地点"), 120)
    teacher = text_field(_("授课人"), 120)
    staff = many_field(_("参加人"))

    def __init__(self, *args: Any, courses: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "course_id", courses, empty=True)
        fill(self, "staff", people)


class CameForm(forms.Form):
    """Who came."""

    came = many_field(_("到课的"), required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "came", people)


class ReasonForm(forms.Form):
    """Why."""

    reason = text_field(_("原因"), 300)


class ExamForm(ScopeForm):
    """An examination and what a pass lets one serve."""

    title = text_field(_("考核名称"), 200)
    held_on = day_field(_("日期"))
    full = forms.IntegerField(label=_("满分"), min_value=1, max_value=1000, initial=100)
    need = forms.IntegerField(label=_("及格分"), min_value=1, max_value=1000, initial=60)
    months = forms.IntegerField(
        label=_("合格后几个月内有效"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=_("长期有效的不填。"),
    )
    field_order = ("title", "held_on", "full", "need", "months", "lines", "items")

    def said(self) -> dict[str, Any]:
        """As services.set_exam takes it."""
        data = self.cleaned_data
        marks = Marks(data["full"], data["need"], data["months"])
        named = ("title", "held_on", "items", "lines")
        return {name: data[name] for name in named} | {"marks": marks}


class ResultForm(forms.Form):
    """Somebody's score."""

    staff = pick_field(_("考生"))
    score = forms.IntegerField(label=_("成绩"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "staff", people, empty=True)


class RotationForm(forms.Form):
    """Who goes where, with whom, until when, to learn what."""

    staff = pick_field(_("轮岗人"))
    section = pick_field(_("到哪个科室"))
    mentor = pick_field(_("带教人"), required=False)
    from_on = day_field(_("从哪天"))
    to_on = day_field(_("到哪天"))
    lines = forms.MultipleChoiceField(label=_("学哪条业务线"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: Choices, sections: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(people)
        fill(self, "staff", known, empty=True)
        fill(self, "mentor", known, empty=True)
        fill(self, "section", sections, empty=True)
        fill(self, "lines", [(code, gettext(label)) for code, label in LINES.items()])


class EndForm(forms.Form):
    """How a rotation ended."""

    passed = forms.ChoiceField(
        label=_("结果"),
        choices=[("yes", _("期满合格，认定技能")), ("no", _("提前结束，不认定"))],
        widget=forms.RadioSelect,
    )
    outcome = words(_("带教人评语或原因"), limit=500)


class SkillForm(ScopeForm):
    """A skill by certificate."""

    staff = pick_field(_("工作人员"))
    since = day_field(_("从哪天起"))
    until = day_field(_("到哪天为止"), required=False, help_text=_("长期有效的不填。"))
    proof = text_field(_("证书名称和编号"), 200)
    field_order = ("staff", "proof", "since", "until", "lines", "items")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "staff", people, empty=True)


class NeedForm(ScopeForm):
    """For what a proven skill is asked, from when."""

    from_on = day_field(_("从哪天起"))
    field_order = ("from_on", "lines", "items")


class RegulationForm(forms.Form):
    """A version of one of the bureau's own rules."""

    title = text_field(_("制度名称"), 200, help_text=_("同名的作为下一版发布。"))
    kind = forms.ChoiceField(label=_("类别"), choices=REGULATION_KINDS)
    paper = text_field(_("文号"), 120, required=False)
    effective_on = day_field(_("施行日期"))
    text = words(_("正文"), limit=40000, rows=14)
    file = forms.FileField(
        label=_("盖章文件"), required=False, help_text=_("印发的原件，PDF、OFD 或扫描图片；可不传。")
    )
