"""Forms of certificates."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.certificates import selectors
from oneseal.certificates.models import Certificate
from oneseal.certificates.rules import grounds
from oneseal.certificates.rules.states import Verb
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.identity.forms import day_field, text_field
from oneseal.kernel.access import Actor

USUAL = timedelta(days=30)


class CopyForm(forms.Form):
    """For whom, for what, until when."""

    recipient = text_field(_("给谁用"), 60, help_text=_("单位或者个人的名称，会印在副本上。"))
    purpose = text_field(_("办什么事"), 60, help_text=_("例如：签订供货合同。"))
    valid_until = day_field(_("有效到哪一天"), help_text=_("过了这一天，别人扫码会看到“已过期”。"))

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = clock.today() + USUAL
        self.fields["valid_until"].initial = min(filter(None, (usual, certificate.valid_until)))


class ProposeForm(forms.Form):
    """Ground, facts, and what the law owes the holder."""

    ground = forms.ChoiceField(label=_("法定情形"), widget=forms.RadioSelect)
    facts = forms.CharField(
        label=_("查明的事实和证据"), max_length=1500, widget=forms.Textarea(attrs={"rows": 4})
    )
    until = day_field(_("暂扣到哪一天"), required=False)
    compensation = forms.CharField(
        label=_("补偿或者赔偿怎样处理"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("写明金额和依据，或者“经核实没有损失”。"),
    )
    harms_public = forms.BooleanField(label=_("撤销可能对公共利益造成重大损害"), required=False)

    def __init__(self, *args: Any, certificate: Certificate, verb: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = grounds.grounds_for(certificate.state, verb)
        self.fields["ground"] = forms.ChoiceField(
            label=_("法定情形"),
            choices=[(each.code, f"{gettext(each.text)}（{each.basis}）") for each in offered],
            widget=forms.RadioSelect,
        )
        if verb != Verb.SUSPEND:
            del self.fields["until"]
        if verb != Verb.ANNUL:
            del self.fields["harms_public"]
        if all(each.money == grounds.Money.NONE for each in offered):
            del self.fields["compensation"]


class RejectForm(forms.Form):
    """Why not."""

    said = text_field(_("不批准的理由"), 300)


class BanForm(forms.Form):
    """Who may not apply again, and for which item (LIC-21)."""

    applicant = text_field(_("申请人姓名、名称或证件号码"), 120)
    certificate_type = forms.ChoiceField(label=_("事项的证照"))
    facts = forms.CharField(
        label=_("查明的事实和证据"), max_length=1500, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        types = selectors.visible_types(actor).filter(public_safety=True)
        choices = [("", _("请选择")), *((each.code, each.name) for each in types)]
        self.fields["certificate_type"] = forms.ChoiceField(label=_("事项的证照"), choices=choices)

    def clean_applicant(self) -> int:
        """The one applicant that was meant."""
        found = identity.find_applicants(self.actor, self.cleaned_data["applicant"])
        if len(found) != 1:
            raise forms.ValidationError(
                _("没有找到这位申请人，请核对。") if not found else _("有几位同名的申请人，请填证件号码。")
            )
        return found[0].pk
