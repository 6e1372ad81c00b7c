"""What is asked of the planner."""

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.staffing.selectors import Layout


class AskForm(forms.Form):
    """A day, a goal, and how many more or fewer visitors are expected."""

    day = forms.DateField(
        label=_("排哪一天"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    goal = forms.IntegerField(
        label=_("九成的人最多等（分钟）"),
        initial=20,
        help_text=_("每个小时到大厅的人里，九成等候不超过这个数。"),
    )
    percent = forms.IntegerField(
        label=_("人数是平日的（%）"), initial=100, help_text=_("开学、年末人多就写大一些，例如 150。")
    )


class LayoutForm(forms.Form):
    """Another layout of the hall."""

    integrated = forms.IntegerField(label=_("综合窗口"), min_value=1, max_value=60, initial=4)
    output = forms.IntegerField(label=_("出件窗口"), min_value=0, max_value=20, initial=1)
    coordination = forms.IntegerField(label=_("协调窗口"), min_value=0, max_value=20, initial=1)

    def layout(self) -> Layout:
        """The layout as a value."""
        return Layout(**self.cleaned_data)
