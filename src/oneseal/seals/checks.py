"""`oneseal check`: what an administrator should mend about seals."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register

from oneseal.foundation.checks import tables_stand
from oneseal.identity import selectors as identity
from oneseal.seals import selectors


@register("oneseal", Tags.database)
def unsealed(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Each bureau has an approval seal in use (ESEAL); without one its documents go out unsealed."""
    if not databases or not tables_stand():
        return []
    return [
        Warning(
            f"{bureau.name} has no approval seal: its documents go out without an electronic seal.",
            hint="Run `oneseal seals found` once, then make the seal: 系统管理 → 电子印章.",
            id="oneseal.W012",
        )
        for bureau in identity.bureaus()
        if not selectors.has_seal(bureau.pk)
    ]
