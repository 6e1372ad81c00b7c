"""Parts of a page that other contexts fill, read through a case's veil."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from oneseal.cases.rules.masking import Veil

register = template.Library()


@register.simple_block_tag
def veiled(content: SafeString, veil: Veil | str | None = None) -> SafeString:
    """What stands inside, without whose case it is where the reader may not know (受审分离)."""
    if not isinstance(veil, Veil) or not veil:
        return content
    hidden = Veil(tuple(escape(word) for word in veil.words), escape(veil.name))
    return mark_safe(hidden.over(content))  # noqa: S308 - rendered above; only words are taken out of it
