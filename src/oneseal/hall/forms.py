"""Forms of the hall."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.hall.models import WindowSlip
from oneseal.hall.rules import paths
from oneseal.hall.rules.paths import LONGEST, Path
from oneseal.hall.services.slips import About
from oneseal.identity.forms import day_field, text_field

LINES = 6
"""How many lines a list on paper takes before it needs a second one."""
SHOWN = 2
"""How many of them the page shows at once; most lists are no longer."""


def long_field(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "") -> forms.CharField:
    """Several lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=LONGEST, widget=widget, required=required, help_text=help_text
    )


def moment_field(label: Any, help_text: Any = "") -> forms.DateTimeField:
    """Day and hour, with the browser's calendar."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, help_text=help_text)


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
        for name in ("visitor", "phone"):
            self.fields[name] = self.fields.pop(name)

    def lines(self) -> list[tuple[Any, Any]]:
        """The two fields of each line, for the page."""
        return [(self[f"what_{n}"], self[f"remedy_{n}"]) for n in range(1, LINES + 1)]

    def more_used(self) -> bool:
        """Whether anything stands in the lines that the page folds away."""
        return any(bound.value() or bound.errors for pair in self.lines()[SHOWN:] for bound in pair)

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
    """Why the joint review has to see it, when and where it meets, who comes."""

    reason = long_field(_("为什么要会审"), rows=2)
    held_at = moment_field(_("会审时间"))
    place = text_field(_("会审地点"), 200)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["invited"] = forms.TypedMultipleChoiceField(
            label=_("请谁参加"),
            coerce=int,
            choices=people,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("至少两人；您是召集人。"),
        )


PAPERS = 8
"""How many lines a hand-over has on screen at least."""


class HandoverForm(forms.Form):
    """To which section, and what, one line each; the case's own materials are filled in."""

    def __init__(
        self,
        *args: Any,
        receivers: list[tuple[int, str, str]],
        papers: list[dict[str, Any]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"] = forms.TypedChoiceField(
            label=_("交给哪个科室"),
            coerce=int,
            choices=[
                ("", gettext("请选择")),
                *((pk, f"{name}（{gettext(group)}）" if group else name) for pk, name, group in receivers),
            ],
        )
        known = papers or []
        self.rows = max(PAPERS, len(known) + 2)
        for place in range(1, self.rows + 1):
            paper = known[place - 1] if place <= len(known) else {}
            self.fields[f"what_{place}"] = text_field(
                gettext("第%(n)s样：交什么") % {"n": place}, 200, required=False
            )
            self.fields[f"what_{place}"].initial = paper.get("name", "")
            self.fields[f"copies_{place}"] = forms.IntegerField(
                label=gettext("份数"), min_value=1, max_value=999, required=False
            )
            self.fields[f"copies_{place}"].initial = paper.get("copies")

    def pairs(self) -> list[tuple[Any, Any]]:
        """The two fields of each line, for the page."""
        return [(self[f"what_{n}"], self[f"copies_{n}"]) for n in range(1, self.rows + 1)]

    def lines(self) -> list[tuple[str, int | None]]:
        """What the service takes."""
        said = self.cleaned_data
        return [(said[f"what_{n}"], said[f"copies_{n}"]) for n in range(1, self.rows + 1)]


class SendBackForm(forms.Form):
    """Why the papers are not signed for."""

    note = long_field(_("与清单哪里不符"), rows=2)


def colleague_field(label: Any, people: list[tuple[int, str]]) -> forms.TypedChoiceField:
    """One of the colleagues."""
    return forms.TypedChoiceField(label=label, coerce=int, choices=[("", gettext("请选择")), *people])


class MeetingForm(forms.Form):
    """Whom, why, where, when, and who else is there."""

    reason = long_field(
        _("为什么必须当面谈"), rows=2, help_text=_("能通过系统留言、补正告知说清的，不安排会见。")
    )
    visitors = text_field(_("会见谁"), 200, help_text=_("姓名和身份，例如：张三（法定代表人）。"))
    starts_at = moment_field(_("什么时间"))
    room = text_field(_("在哪个洽谈室"), 100)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["second"] = colleague_field(_("另一名在场工作人员"), people)


class AnswerForm(forms.Form):
    """What is said to a meeting that was asked for, or why it is called off."""

    answer = long_field(_("意见"), rows=2, required=False, help_text=_("不同意、取消的必须写明原因。"))


class MinutesForm(forms.Form):
    """What was said at the meeting."""

    minutes = long_field(_("会见记录"), rows=6, help_text=_("写明谈了什么、达成什么；会见后当天写。"))


class ContactForm(forms.Form):
    """A contact that nobody approved."""

    met_at = moment_field(_("什么时间接触的"))
    found = long_field(_("情况和怎样发现的"), rows=4)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"] = colleague_field(_("哪位审批人员"), people)
        self.order_fields(["staff", "met_at", "found"])


class AppointForm(forms.Form):
    """Who decides alone, with which certificate, for how long."""

    certificate = text_field(_("独任审批员资格证书编号"), 60)
    from_on = day_field(_("任期从"))
    to_on = day_field(_("任期到"), help_text=_("最长三年。"))

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"] = colleague_field(_("任命谁"), people)
        self.order_fields(["staff", "certificate", "from_on", "to_on"])


class ReasonForm(forms.Form):
    """Why."""

    reason = long_field(_("原因"), rows=2)


class AuditForm(forms.Form):
    """What the check found."""

    verdict = forms.TypedChoiceField(
        label=_("抽查结果"),
        choices=[("yes", _("没有问题")), ("no", _("发现问题"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    finding = long_field(_("查了什么、结果怎样"), help_text=_("发现问题的，写明问题和处理。"))
