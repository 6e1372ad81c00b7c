"""What a letterhead may say."""

import re

from oneseal.documents.rules.fonts import unprintable
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

_WORD = re.compile(r"[\u3400-\u9fff]{1,6}")
_BRACKETS = N_("发文代字应为1至6个汉字（如“云审”），文号会写成“云审受〔2026〕第0001号”。请修改。")
_UNPRINTABLE = N_("“%(signs)s”在文书字体中没有字形，印出来会是空白。请核对，或联系系统管理员加装字体。")


def check_letterhead(issuer: str, number_word: str, seal_text: str) -> None:
    """Refuse names that are missing or cannot be printed and words that make no number (GB/T 9704—2012, 7.2.5)."""
    wrong = []
    if not issuer.strip():
        message = N_("没有填写单位名称。文书落款和印章都要用它，请填写全称。")
        wrong.append(RuleViolation("issuer_missing", message, field="issuer"))
    if not _WORD.fullmatch(number_word):
        wrong.append(RuleViolation("number_word", _BRACKETS, field="number_word"))
    for field, text in (("issuer", issuer), ("seal_text", seal_text)):
        if signs := unprintable(text):
            params = {"signs": "".join(signs)}
            wrong.append(RuleViolation("unprintable", _UNPRINTABLE, params=params, field=field))
    if wrong:
        raise Violations(wrong)
