"""What staff write on a case: to the applicant, and for colleagues."""

from django.utils.translation import gettext_lazy as _

from oneseal.cases.forms.desk_acts import DeskForm
from oneseal.identity.forms import words


class MessageForm(DeskForm):
    """A line to the applicant."""

    text = words(_("给申请人留言"), _("申请人看得到。需要补正材料的，请走“一次性告知补正”。"), rows=2)


class NoteForm(DeskForm):
    """A note for colleagues."""

    note = words(_("内部备注"), _("只有同事看得到。"), rows=2)
