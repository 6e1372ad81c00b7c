"""What Django's own form fields say is said as a clerk says it: what is wrong, and what to do."""

import pytest
from django import forms
from django.core.validators import validate_slug
from django.utils import translation

FIELDS = [
    (forms.CharField(), "", "还没有填写。请填写这一项。"),
    (forms.CharField(max_length=3), "四个汉字", "最多 3 个字，现有 4 个。请缩短。"),
    (forms.CharField(min_length=3), "两字", "至少 3 个字，现有 2 个。请补充。"),
    (forms.IntegerField(max_value=9), "10", "不能大于 9。请改小。"),
    (forms.IntegerField(min_value=2), "1", "不能小于 2。请改大。"),
    (forms.IntegerField(), "1.5", "不是整数。请只填数字，不要带小数和单位。"),
    (forms.DecimalField(decimal_places=2), "1.005", "小数最多 2 位。请去掉多余的。"),
    (forms.DecimalField(max_digits=3), "1000", "数字太长，最多 3 位。请检查有没有多输。"),
    (
        forms.DecimalField(max_digits=4, decimal_places=2),
        "100.5",
        "小数点前最多 2 位。请检查有没有多输。",
    ),
    (
        forms.CharField(validators=[validate_slug]),
        "代码",
        "只能用英文字母、数字、下划线和短横线。请改掉其他字符。",
    ),
    (forms.DateField(), "2026-13-01", "不是有效的日期。请按“2026-11-21”的样子填写。"),
    (forms.TimeField(), "25:00", "不是有效的时间。请按“09:30”的样子填写。"),
    (forms.EmailField(), "name", "不是有效的邮箱地址。请按“name@example.com”的样子填写。"),
    (
        forms.ChoiceField(choices=[("a", "a")]),
        "b",
        "“b”不在可选的范围内，可能刚有变动。请刷新页面重新选择。",
    ),
    (forms.FileField(), None, "还没有填写。请填写这一项。"),
]


@pytest.mark.parametrize(("field", "value", "said"), FIELDS)
def test_what_a_field_says(field: forms.Field, value: str | None, said: str) -> None:
    with translation.override("zh-hans"), pytest.raises(forms.ValidationError) as caught:
        field.clean(value)
    assert caught.value.messages == [said]
