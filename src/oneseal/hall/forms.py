"""Forms of the hall."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.hall.models import WindowSlip
from oneseal.hall.rules import paths
from oneseal.hall.rules.paths import LONGEST, Path
from oneseal.hall.services.slips import About
from oneseal.identity.forms import text_field

LINES = 6
"""How many lines a list on paper takes before it needs a second one."""


def long_field(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "") -> forms.CharField:
    """Several lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=LONGEST, widget=widget, required=required, help_text=help_text
    )


class SlipForm(forms.Form):
    """What all three slips ask; name and phone only where there is no application."""

    matter = long_field(_("要办什么事"), rows=2)
    item = forms.CharField(
        label=_("关于哪个事项"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"list": "hall-items", "autocomplete": "off"}),
        help_text=_("输入几个字后从列表里选；不针对具体事项的留空。"),
    )
    visitor = text_field(_("来访人"), 60, required=False, help_text=_("可以不填。填了的加密保存。"))
    phone = text_field(
        _("联系电话"), 30, required=False, help_text=_("留了电话才能回访。征得本人同意后填写。")
    )

    def __init__(self, *args: Any, on_case: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if on_case:
            for name in ("item", "visitor", "phone"):
                del self.fields[name]

    def about(self, case_id: int | None, item_id: int | None) -> About:
        """What the services take."""
        said = self.cleaned_data
        return About(said["matter"], case_id, item_id, said.get("visitor", ""), said.get("phone", ""))

    def rest(self) -> dict[str, Any]:
        """What this kind of slip says beside the matter."""
        common = {"matter", "item", "visitor", "phone"}
        return {name: value for name, value in self.cleaned_data.items() if name not in common}


class GuideForm(SlipForm):
    """找谁办."""

    agency = text_field(_("应当找哪个机关"), 120, help_text=_("写全称。"))
    contact = text_field(_("地址、电话、怎么去"), 200, required=False)
    reason = long_field(_("为什么不属于本机关"), rows=2)
    field_order = ("matter", "item", "agency", "contact", "reason", "visitor", "phone")


class StudyForm(SlipForm):
    """哪一条拿不准."""

    question = long_field(_("哪一条拿不准"), help_text=_("写明法律条款、争议在哪里、您的初步意见。"))
    field_order = ("matter", "item", "question", "visitor", "phone")


class ListForm(SlipForm):
    """缺什么、怎么办, one line each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, LINES + 1):
            self.fields[f"what_{place}"] = text_field(
                gettext("第%(n)s项：缺什么") % {"n": place}, 200, required=False
            )
            self.fields[f"remedy_{place}"] = text_field(
                gettext("第%(n)s项：怎么办") % {"n": place}, 300, required=False
            )

    def rest(self) -> dict[str, Any]:
        """The lines as pairs."""
        said = self.cleaned_data
        return {"lacks": [(said[f"what_{n}"], said[f"remedy_{n}"]) for n in range(1, LINES + 1)]}


FORMS: dict[Path, type[SlipForm]] = {Path.GUIDE: GuideForm, Path.LIST: ListForm, Path.STUDY: StudyForm}


class SettleForm(forms.Form):
    """How it ended, and what the person was told; a decision names its basis and the right agency."""

    conclusion = long_field(
        _("结论和告知"), help_text=_("写明怎么处理的、告诉了申请人什么。出决定书的，这里写理由。")
    )
    basis = text_field(
        _("法律依据"), 300, required=False, help_text=_("出具不予受理决定书、不受理告知书的必须写。")
    )
    authority = text_field(_("应当向哪个机关申请"), 120, required=False)
    field_order = ("outcome", "conclusion", "basis", "authority")

    def __init__(self, *args: Any, slip: WindowSlip, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_case = slip.case_id is not None
        ends = paths.outcomes(slip.path, on_case=on_case)
        self.fields["outcome"] = forms.ChoiceField(
            label=_("怎样了结的"),
            choices=[(code, gettext(each.label)) for code, each in ends.items()],
            widget=forms.RadioSelect,
        )
        if not on_case or not any(each.answer for each in ends.values()):
            del self.fields["basis"], self.fields["authority"]
        else:
            self.fields["authority"].initial = slip.content.get("agency", "")
            self.fields["conclusion"].initial = slip.content.get("reason", "")
        self.order_fields(self.field_order)


class EscalateForm(forms.Form):
    """Why the joint review has to see it."""

    reason = long_field(_("为什么要会审"), rows=2)
