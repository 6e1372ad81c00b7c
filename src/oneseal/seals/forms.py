"""Forms of the register of seals."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.foundation import clock
from oneseal.identity.forms import day_field, text_field
from oneseal.seals.models import Seal
from oneseal.seals.services import SealOrder

YEARS = 5
"""How long a new seal holds where nobody says otherwise: as long as our certificates for seals."""


class SealForm(forms.Form):
    """A seal to be made."""

    kind = forms.ChoiceField(
        label=_("种类"),
        choices=Seal.Kind.choices,
        help_text=_("文书由启用的行政审批专用章盖章，一个单位只有一枚；其他印章登记备查。"),
    )
    ring = text_field(_("单位名称"), 60, help_text=_("沿印章边缘排列，请用公安机关备案的全称。"))
    foot = text_field(_("印章名称"), 20, help_text=_("印在五角星下面。"))
    valid_from = day_field(_("有效期起"))
    valid_until = day_field(_("有效期止"), help_text=_("当天仍可使用。"))
    code = text_field(
        _("印章编码"),
        13,
        required=False,
        help_text=_("公安机关备案的13位编码。还没有备案的留空，由系统按行政区划顺序编号。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        last = 28 if (today.month, today.day) == (2, 29) else today.day
        self.initial.setdefault("valid_from", today)
        self.initial.setdefault("valid_until", today.replace(year=today.year + YEARS, day=last))
        self.initial.setdefault("foot", Seal.Kind.APPROVAL.label)

    def order(self) -> SealOrder:
        """What was asked for; days count from midnight to midnight."""
        given = self.cleaned_data
        return SealOrder(
            kind=given["kind"],
            ring=given["ring"].strip(),
            foot=given["foot"].strip(),
            valid_from=datetime.combine(given["valid_from"], time.min, clock.LOCAL),
            valid_until=datetime.combine(given["valid_until"], time(23, 59, 59), clock.LOCAL),
            code=given["code"].strip(),
        )


class ReplaceForm(SealForm):
    """A seal in place of another."""

    reason = text_field(
        _("更换原因"), 200, help_text=_("例如单位更名、印章到期、密钥疑似泄露，及依据的文件。")
    )


class RetireForm(forms.Form):
    """Why a seal ends."""

    reason = text_field(_("停用原因"), 200, help_text=_("例如单位撤并、印章到期，及依据的文件。"))
