"""Forms of helplines: a call entered or written up, a number, a test call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.helplines.models import OUTCOMES
from oneseal.helplines.rules.life import LONGEST, Outcome
from oneseal.helplines.services import Told
from oneseal.identity.forms import day_field, fill, pick_field, text_field
from oneseal.inquiries import selectors as inquiries
from oneseal.kernel.access import Actor
from oneseal.queueing.services import Slotted

GOT, MISSED = "got", "missed"


class ToldForm(forms.Form):
    """What a call was about and what became of it."""

    item = forms.CharField(
        label=_("关于哪个事项"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"list": "call-items", "autocomplete": "off"}),
        help_text=_("输入几个字后从列表里选。"),
    )
    note = text_field(
        _("问的是什么"), LONGEST, required=False, help_text=_("选了事项可以不写；不要写来电人的个人信息。")
    )
    outcome = forms.ChoiceField(
        label=_("怎么办结"), choices=OUTCOMES, widget=forms.RadioSelect, initial=Outcome.ANSWERED
    )
    queue = pick_field(_("预约的队列"), required=False)
    day = day_field(_("哪一天"), required=False)
    starts = forms.TimeField(
        label=_("几点"), required=False, widget=forms.TimeInput(attrs={"type": "time", "step": "1800"})
    )
    who = text_field(
        _("谁来办"), 40, required=False, help_text=_("登记过的身份证号、信用代码或手机号；不填按来电号码找。")
    )

    def __init__(self, *args: Any, queues: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "queue", [(each.pk, f"{each.letter} {each.name}") for each in queues], empty=True)

    def told(self, actor: Actor) -> Told:
        """As the service takes it. Raises RuleViolation for an item that is not there."""
        data = self.cleaned_data
        slot = None
        if data["queue"] and data["day"] and data["starts"]:
            slot = Slotted(data["queue"], data["day"], data["starts"])
        item_id = inquiries.item_named(actor, data["item"])
        return Told(data["outcome"], data["note"], item_id, slot, data["who"])


class EnterForm(ToldForm):
    """A call that comes now."""

    line = pick_field(_("哪个号码"))
    got = forms.ChoiceField(
        label=_("接到了吗"),
        choices=[(GOT, _("接了")), (MISSED, _("没接到，要回电"))],
        widget=forms.RadioSelect,
        initial=GOT,
    )
    caller = text_field(
        _("来电号码"), 40, required=False, help_text=_("要回电的才填。加密保存，列表里遮住。")
    )
    field_order = ("line", "got", "caller", "item", "note", "outcome")

    def __init__(self, *args: Any, lines: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "line", [(each.pk, f"{each.number}（{each.place}）") for each in lines])


class LineForm(forms.Form):
    """A number."""

    number = text_field(_("电话号码"), 40, help_text=_("带区号，例如 0990-8812301。"))
    section_id = pick_field(_("由哪个科室接听"))
    window_id = pick_field(_("哪个窗口"), required=False)

    def __init__(self, *args: Any, sections: list[Any], windows: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "section_id", [(each.pk, each.name) for each in sections], empty=True)
        named = [(each.pk, f"{each.number} {each.name}") for each in windows]
        fill(self, "window_id", [("", _("整个科室")), *named])


class CheckForm(forms.Form):
    """A test call."""

    line_id = pick_field(_("抽查哪个号码"))
    answered = forms.BooleanField(label=_("有人接"), required=False, initial=True)
    seconds = forms.IntegerField(label=_("几秒接起"), min_value=0, max_value=600, required=False)
    right = forms.BooleanField(label=_("答得对"), required=False)
    polite = forms.BooleanField(label=_("有礼貌、报窗口"), required=False)
    note = text_field(_("问题"), LONGEST, required=False, help_text=_("没有通过的写明是什么问题。"))

    def __init__(self, *args: Any, lines: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "line_id", [(each.pk, f"{each.number}（{each.place}）") for each in lines], empty=True)
