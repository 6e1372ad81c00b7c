"""Every word that a person reads can be translated."""

import re

from oneseal.foundation import translation
from tests.architecture.layers import SOURCE

CHINESE = re.compile(r"[\u3400-\u9fff]")
MARKED = re.compile(
    r"""{#.*?\#}|{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|{%\s*trans(?:late)?\s+("[^"]*"|'[^']*').*?%}"""
    r"""|{%\s*blocktrans(?:late)?\b.*?%}.*?{%\s*endblocktrans(?:late)?\s*%}|\b_\(("[^"]*"|'[^']*')\)""",
    re.DOTALL,
)
OWN_NAME_OF_LANGUAGE = "简体中文"


def bare_chinese(template: str) -> list[tuple[int, str]]:
    """Lines of a template with Chinese outside translate tags: (line, text)."""
    blanked = MARKED.sub(lambda found: "\n" * found[0].count("\n"), template)
    return [
        (number, line.strip())
        for number, line in enumerate(blanked.replace(OWN_NAME_OF_LANGUAGE, "").split("\n"), 1)
        if CHINESE.search(line)
    ]


def test_bare_chinese_is_seen() -> None:
    assert (
        bare_chinese('<p title="{% translate "好" %}">{% blocktranslate %}好\n好{% endblocktranslate %}</p>')
        == []
    )
    assert bare_chinese('<p>\n<i title="好"></i>') == [(2, '<i title="好"></i>')]
    assert bare_chinese('{% stat "好" %}') == [(1, '{% stat "好" %}')]


def test_templates_say_nothing_untranslatable() -> None:
    bare = [
        f"{path.relative_to(SOURCE)}:{number} {text}"
        for path in SOURCE.rglob("*.html")
        if "static" not in path.parts
        for number, text in bare_chinese(path.read_text(encoding="utf-8"))
    ]
    assert bare == []


def test_sentences_are_found_in_code_and_templates() -> None:
    code = 'a = N_("甲")\nb = gettext("乙" "丙") + ngettext("%(n)d 件", "%(n)d 件", n)\nc = gettext(name)\n'
    page = (
        "{% translate '丁' %}{% blocktranslate %}第 {{ n }} 页{% endblocktranslate %}{{ x|default:_('戊') }}"
    )
    assert sorted(message.text for message in translation.in_python(code, "f")) == ["%(n)d 件", "乙丙", "甲"]
    assert sorted(message.text for message in translation.in_template(page, "f")) == [
        "丁",
        "戊",
        "第 %(n)s 页",
    ]


def test_everything_is_translated() -> None:
    assert translation.problems() == []
