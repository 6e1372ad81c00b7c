"""The form of records: one tick for one question."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ConsentForm(forms.Form):
    """The person agrees; nothing else is asked, least of all a number."""

    agreed = forms.BooleanField(
        label=_("我已看清上面的内容，同意查询这一次"),
        error_messages={"required": _("请先看清要查什么，再勾选同意；不同意就不查询。")},
    )
