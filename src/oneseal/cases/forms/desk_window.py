"""Forms of the window: who applies, how they get the result, what they declare."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.cases.forms.desk_acts import DeskForm
from oneseal.cases.forms.handing_in import HandingIn
from oneseal.identity.services import Particulars
from oneseal.kernel.text import N_


class ApplicantForm(DeskForm):
    """A person or organisation entered on the spot; identity checks each particular."""

    kind = forms.ChoiceField(
        label=_("申请人类型"),
        choices=[("person", _("自然人")), ("organisation", _("法人或其他组织"))],
        widget=forms.RadioSelect,
        initial="person",
    )
    name = forms.CharField(
        label=_("姓名或单位名称"), max_length=120, help_text=_("与证件一致；生僻字、间隔号照证件录入。")
    )
    id_kind = forms.ChoiceField(
        label=_("证件类型"),
        choices=[
            ("resident_id", _("居民身份证")),
            ("residence_permit", _("港澳台居民居住证")),
            ("foreigner_permit", _("外国人永久居留身份证")),
            ("passport", _("护照")),
            ("uscc", _("统一社会信用代码")),
        ],
    )
    number = forms.CharField(
        label=_("证件号码"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    phone = forms.CharField(
        label=_("电话"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    legal_representative = forms.CharField(
        label=_("法定代表人（负责人）"), max_length=60, required=False, help_text=_("单位填写，个人不填。")
    )
    address = forms.CharField(label=_("地址"), max_length=200, required=False)

    @property
    def particulars(self) -> Particulars:
        """As `register_applicant` takes it."""
        said = self.cleaned_data
        return Particulars(
            said["kind"],
            said["name"],
            said["id_kind"],
            said["number"],
            said["phone"],
            said["legal_representative"],
        )


class DeliveryForm(forms.Form):
    """How the result is handed over."""

    delivery = forms.ChoiceField(
        label=_("结果怎样领取"),
        choices=[("pickup", _("窗口领取")), ("courier", _("快递送达")), ("electronic", _("电子送达"))],
        widget=forms.RadioSelect,
    )


class DeclareForm(HandingIn, DeskForm):
    """The applicant's declaration (licence law art. 31)."""

    declared = forms.BooleanField(
        label=_("申请人声明：所填内容和所交材料真实有效，并对其真实性负责（已当面告知）"),
        required=False,
    )
    way = forms.ChoiceField(
        label=_("申请人选择的办理方式"),
        choices=[("normal", _("一般程序")), ("commit", _("告知承诺（承诺书已签名）"))],
        widget=forms.RadioSelect,
    )
    promised = forms.BooleanField(required=False)
    promise: ClassVar[str] = N_("申请人书面承诺在受理后的规定期限内补交：%(names)s（容缺受理，承诺书已签名）")


class SituationForm(forms.Form):
    """The situation questions that apply so far."""

    def __init__(self, data: Any, *, situation: Any) -> None:
        super().__init__(data)
        for question in situation.questions:
            choices = [(option.code, option.label) for option in question.options]
            chosen = situation.answers.get(question.code, [])
            given: dict[str, Any] = {
                "label": gettext(question.text),
                "help_text": question.help,
                "choices": choices,
            }
            name = f"q_{question.code}"
            if question.multiple:
                many = forms.MultipleChoiceField(
                    **given, widget=forms.CheckboxSelectMultiple, required=False, initial=chosen
                )
                self.fields[name] = many
            else:
                first = chosen[0] if chosen else None
                self.fields[name] = forms.ChoiceField(
                    **given, widget=forms.RadioSelect, required=False, initial=first
                )

    @property
    def answers(self) -> dict[str, list[str]]:
        """Answers by question, as `resolve` takes them."""
        return {
            name.removeprefix("q_"): list(value) if isinstance(value, list) else [value]
            for name, value in self.cleaned_data.items()
            if value
        }
