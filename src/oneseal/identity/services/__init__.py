"""Every write of identity: one function for one act."""

from oneseal.identity.rules.applicants import (
    Particulars,
)
from oneseal.identity.rules.records import (
    OrganisationRecord,
    PostRecord,
    StaffRecord,
)
from oneseal.identity.services.accounts import (
    change_password,
    first_password,
    lock_account,
    open_staff_account,
    register_citizen,
    reset_password,
    reset_second_factor,
    unlock_account,
)
from oneseal.identity.services.applicants import (
    correct_applicant,
    register_applicant,
    seeing_reason,
    unmask_applicant,
)
from oneseal.identity.services.appraisals import appraise
from oneseal.identity.services.authorisations import (
    claim_organisation,
    confirm_authorisation,
    give_authorisation,
    revoke_authorisation,
)
from oneseal.identity.services.clients import (
    create_client,
    withdraw_client,
)
from oneseal.identity.services.founding import Founded, found_with_administrator
from oneseal.identity.services.leave import cancel_leave, record_leave
from oneseal.identity.services.organisations import (
    close_organisation,
    close_post,
    edit_organisation,
    edit_post,
    found_bureau,
    open_organisation,
    open_post,
)
from oneseal.identity.services.provider import (
    account_from_provider,
)
from oneseal.identity.services.regions import (
    load_regions,
    load_shipped_regions,
    preview_regions,
)
from oneseal.identity.services.removing import take_off_posts
from oneseal.identity.services.replacing import answer_replacement, ask_replacement
from oneseal.identity.services.resets import (
    AskedReset,
    ask_reset,
    finish_reset,
    forget_resets,
    reset_at_window,
)
from oneseal.identity.services.sessions import (
    begin_session,
    current_actor,
    end_session,
)
from oneseal.identity.services.sign_in import (
    Progress,
    check_code,
    check_password,
    choose_password,
    enrol_totp,
    new_totp_secret,
    progress,
)
from oneseal.identity.services.staffing import (
    appoint,
    edit_staff,
    end_holding,
    enrol_staff,
    record_movement,
    register_certificate,
    revoke_certificate,
    set_photo,
)
from oneseal.identity.services.vault import (
    Revealed,
    change_credential,
    delete_credential,
    keep_credential,
    reveal_credential,
)

__all__ = [
    "AskedReset",
    "Founded",
    "OrganisationRecord",
    "Particulars",
    "PostRecord",
    "Progress",
    "Revealed",
    "StaffRecord",
    "account_from_provider",
    "answer_replacement",
    "appoint",
    "appraise",
    "ask_replacement",
    "ask_reset",
    "begin_session",
    "cancel_leave",
    "change_credential",
    "change_password",
    "check_code",
    "check_password",
    "choose_password",
    "claim_organisation",
    "close_organisation",
    "close_post",
    "confirm_authorisation",
    "correct_applicant",
    "create_client",
    "current_actor",
    "delete_credential",
    "edit_organisation",
    "edit_post",
    "edit_staff",
    "end_holding",
    "end_session",
    "enrol_staff",
    "enrol_totp",
    "finish_reset",
    "first_password",
    "forget_resets",
    "found_bureau",
    "found_with_administrator",
    "give_authorisation",
    "keep_credential",
    "load_regions",
    "load_shipped_regions",
    "lock_account",
    "new_totp_secret",
    "open_organisation",
    "open_post",
    "open_staff_account",
    "preview_regions",
    "progress",
    "record_leave",
    "record_movement",
    "register_applicant",
    "register_certificate",
    "register_citizen",
    "reset_at_window",
    "reset_password",
    "reset_second_factor",
    "reveal_credential",
    "revoke_authorisation",
    "revoke_certificate",
    "seeing_reason",
    "set_photo",
    "take_off_posts",
    "unlock_account",
    "unmask_applicant",
    "withdraw_client",
]
