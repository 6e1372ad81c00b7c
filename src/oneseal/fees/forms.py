"""Forms of the cashier."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.fees.rules.counter import LABELS, Way
from oneseal.identity.forms import money_field, text_field

CENT = Decimal("0.01")


class _Money(forms.Form):
    def in_fen(self) -> int:
        """The amount in 分."""
        return int(self.cleaned_data["fen"] * 100)


class ReasonForm(forms.Form):
    """Why."""

    reason = text_field(_("原因"), 200)


class RefundForm(_Money):
    """How much goes back, and why."""

    fen = money_field(_("退款金额（元）"), least=CENT)
    reason = text_field(_("退款原因"), 300, help_text=_("由另一位同事批准，批准后原路退回。"))


class TakeForm(forms.Form):
    """Money taken at the counter: how, and with which receipt."""

    way = forms.ChoiceField(
        label=_("收款方式"),
        choices=[(each.value, _(LABELS[each])) for each in (Way.CASH, Way.CARD)],
        widget=forms.RadioSelect,
    )
    slip = text_field(_("票据号"), 64, help_text=_("现金写收据编号，刷卡写POS凭证号；同一个号只能收一笔。"))


class SlipForm(forms.Form):
    """With which receipt money was handed back."""

    slip = text_field(_("退款收据编号"), 64, help_text=_("缴费人签收的收据。"))


class CountForm(forms.Form):
    """What is in the drawer, as counted."""

    cash = money_field(_("现金（元）"), help_text=_("抽屉里本次收的现金，备用金不算。"))
    card = money_field(_("刷卡（元）"), help_text=_("POS机日结单上的合计。"))

    def counted(self) -> dict[str, int]:
        """The amounts in 分."""
        return {name: int(self.cleaned_data[name] * 100) for name in ("cash", "card")}


class LowerForm(forms.Form):
    """Which charge, on which ground of the fee table, on what proof."""

    choice = forms.ChoiceField(label=_("减免情形"))
    proof = text_field(_("看过的证明"), 200, help_text=_("例如：低保证 33018120260012，有效期内。"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"] = forms.ChoiceField(label=_("减免情形"), choices=choices)

    def target(self) -> dict[str, Any]:
        """What the service takes."""
        line, _sign, ground = self.cleaned_data["choice"].partition(":")
        return {"line_id": int(line), "ground": ground, "proof": self.cleaned_data["proof"]}


class ChargeForm(_Money):
    """A charge whose amount is set case by case."""

    name = forms.ChoiceField(label=_("收费项目"))
    fen = money_field(
        _("核定金额（元）"), help_text=_("按收费标准核定，开单后申请人可以网上缴纳。"), least=CENT
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.ChoiceField(label=_("收费项目"), choices=[(each, each) for each in names])


class FindingForm(forms.Form):
    """What became of a difference."""

    said = text_field(_("核实结果"), 300, help_text=_("例如：已向支付机构查证，系测试交易。"))
