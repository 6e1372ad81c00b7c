"""Forms of inquiries."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import text_field
from oneseal.inquiries import selectors, services
from oneseal.inquiries.models import Channel, Inquiry
from oneseal.inquiries.rules.duties import LONGEST
from oneseal.kernel.access import Actor

STAFF, SECTION = "staff", "section"


def _long(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, max_length=LONGEST, widget=widget, required=required, help_text=help_text
    )


def _item_field() -> forms.CharField:
    widget = forms.TextInput(attrs={"list": "inquiry-items", "autocomplete": "off"})
    hint = _("输入几个字后从列表里选；不针对具体事项的留空。")
    return forms.CharField(
        label=_("关于哪个事项"), max_length=300, widget=widget, required=False, help_text=hint
    )


class RecordForm(forms.Form):
    """What somebody was asked at the window or by phone."""

    channel = forms.ChoiceField(
        label=_("怎么问的"),
        choices=[(one.value, one.label) for one in (Channel.WINDOW, Channel.PHONE)],
        widget=forms.RadioSelect,
        initial=Channel.WINDOW,
    )
    item = _item_field()
    question = _long(_("问题"))
    asker_name = text_field(_("咨询人"), 60, required=False, help_text=_("可以不填。填了的加密保存。"))
    phone = text_field(_("联系电话"), 30, required=False, help_text=_("需要回电话的才填。"))
    answer = _long(
        _("当场的答复"), required=False, help_text=_("已经答复清楚的写在这里；留空的由您负责在期限内答复。")
    )


class AskForm(forms.Form):
    """A question from the public pages; `signed_in` needs no phone number."""

    question = _long(_("您的问题"), help_text=_("说清楚您的情况。请不要写身份证号、银行卡号。"))
    name = text_field(_("怎么称呼您"), 60, required=False)
    phone = forms.CharField(
        label=_("联系电话"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].required = not signed_in
        self.fields["phone"].help_text = (
            _("可以不填；答复会发到“我的消息”。") if signed_in else _("您没有登录，我们打这个电话答复您。")
        )


class AnswerForm(forms.Form):
    """The answer, and how it reaches the one who asked."""

    answer = _long(_("答复内容"))
    way = forms.ChoiceField(label=_("怎么告诉咨询人"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = services.WAYS[Channel(inquiry.channel)]
        self.fields["way"] = forms.ChoiceField(
            label=_("怎么告诉咨询人"),
            choices=[(way.value, way.label) for way in ways],
            widget=forms.RadioSelect,
            initial=ways[0],
        )


class OfferForm(forms.Form):
    """To whom, and why."""

    to = forms.ChoiceField(label=_("转交给"))
    reason = text_field(_("转交原因"), 300, help_text=_("对方据此判断要不要接受。"))

    def __init__(self, *args: Any, actor: Actor, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections, people = selectors.targets(actor, inquiry)
        choices = [
            ("", _("请选择")),
            (_("科室、中心"), [(f"{SECTION}:{pk}", name) for pk, name in sections]),
            (_("同事"), [(f"{STAFF}:{pk}", name) for pk, name in people]),
        ]
        self.fields["to"] = forms.ChoiceField(label=_("转交给"), choices=choices)

    def target(self) -> dict[str, int]:
        """What the service takes."""
        kind, pk = self.cleaned_data["to"].split(":")
        return {f"{kind}_id": int(pk)}


class DeclineForm(forms.Form):
    """Why not."""

    reason = text_field(_("不接受的原因"), 300)
