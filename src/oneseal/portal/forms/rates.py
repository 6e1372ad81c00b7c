"""Form of a published rate."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.portal.rules import rates


def _words(pairs: Any) -> list[tuple[str, Any]]:
    return [(str(key), _(word)) for key, word in pairs]


class RateForm(forms.Form):
    """What is divided by what."""

    name = forms.CharField(label=_("指标名称"), max_length=40)
    numerator = forms.ChoiceField(
        label=_("分子"), choices=_words((key, one.label) for key, one in rates.COUNTS.items())
    )
    denominator = forms.ChoiceField(
        label=_("分母"),
        choices=_words(
            [
                *((key, one.label) for key, one in rates.COUNTS.items()),
                *((key, word) for key, (word, _basis) in rates.DAYS.items()),
            ]
        ),
        help_text=_("分子必须是分母的一部分；除以天数的，算出来是日均。"),
    )
    period = forms.ChoiceField(label=_("期间"), choices=_words(rates.PERIODS.items()))
    rounding = forms.ChoiceField(label=_("尾数"), choices=_words(rates.ROUNDINGS.items()))
    places = forms.TypedChoiceField(
        label=_("小数位数"), coerce=int, choices=[(n, str(n)) for n in range(3)], initial=2
    )
    on_home = forms.BooleanField(label=_("在首页显示"), required=False)
