"""Every write of certificates. Call these, nothing deeper."""

from oneseal.certificates.services.acts import (
    annul_with_case,
    approve_act,
    cancel_with_case,
    propose_act,
    reject_act,
)
from oneseal.certificates.services.banning import impose_ban
from oneseal.certificates.services.blanks import (
    issue_blanks,
    list_destruction,
    receive_blanks,
    return_blanks,
    set_up_printer,
    spoil_blank,
    witness_destruction,
)
from oneseal.certificates.services.copying import make_copy, withdraw_copy
from oneseal.certificates.services.ending import expire_certificate, remind_holder, renew_by_silence
from oneseal.certificates.services.issuing import (
    Grant,
    end_renewal,
    follow_grant,
    hand_over,
    note_renewal,
    print_more_by,
)
from oneseal.certificates.services.printing import (
    ask_print,
    cancel_print,
    finish_print,
    print_file,
    spoil_print,
    take_print,
)
from oneseal.certificates.services.rendering import render_certificate, render_copy
from oneseal.certificates.services.showing import show_certificate, take_shown, use_online
from oneseal.certificates.services.types import draft_type, drop_draft, make_type, publish_type, start_type

__all__ = [
    "Grant",
    "annul_with_case",
    "approve_act",
    "ask_print",
    "cancel_print",
    "cancel_with_case",
    "draft_type",
    "drop_draft",
    "end_renewal",
    "expire_certificate",
    "finish_print",
    "follow_grant",
    "hand_over",
    "impose_ban",
    "issue_blanks",
    "list_destruction",
    "make_copy",
    "make_type",
    "note_renewal",
    "print_file",
    "print_more_by",
    "propose_act",
    "publish_type",
    "receive_blanks",
    "reject_act",
    "remind_holder",
    "render_certificate",
    "render_copy",
    "renew_by_silence",
    "return_blanks",
    "set_up_printer",
    "show_certificate",
    "spoil_blank",
    "spoil_print",
    "start_type",
    "take_print",
    "take_shown",
    "use_online",
    "withdraw_copy",
    "witness_destruction",
]
