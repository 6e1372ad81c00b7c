"""What both doors ask when an application is handed in."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext

from oneseal.kernel.text import N_


class HandingIn(forms.Form):
    """The promise of materials to follow (TOL-1) and the choice of a commitment (COM-1), where the item offers them.

    A form has the fields `way`, `promised` and `declared`; `promise` words the promise, with a place for `names`.
    """

    promise: ClassVar[str] = N_("我承诺在受理后的规定期限内补交：%(names)s；逾期未补交的，视为撤回申请。")

    def __init__(self, *args: Any, owed: str = "", pledge: str = "", **kwargs: Any) -> None:
        """`owed` names what may follow on a promise, `pledge` tells what a commitment replaces."""
        super().__init__(*args, **kwargs)
        self.fields["promised"].label = gettext(self.promise) % {"names": owed}
        self.fields["way"].help_text = pledge
        if not owed:
            del self.fields["promised"]
        if not pledge:
            del self.fields["way"]

    def chosen(self) -> dict[str, bool]:
        """How the application is handed in, as services.submit_case takes it."""
        said = self.cleaned_data
        return {
            "declared": said["declared"],
            "promised": said.get("promised", False),
            "committed": said.get("way") == "commit",
        }
