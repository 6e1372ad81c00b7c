"""Every write of identity: one function for one act."""

from oneseal.identity.rules.applicants import Particulars
from oneseal.identity.services.applicants import correct_applicant, register_applicant, unmask_applicant
from oneseal.identity.services.authorisations import (
    claim_organisation,
    confirm_authorisation,
    give_authorisation,
    revoke_authorisation,
)
from oneseal.identity.services.clients import create_client, withdraw_client
from oneseal.identity.services.regions import load_regions, load_shipped_regions, preview_regions
from oneseal.identity.services.sessions import begin_session, current_actor, end_session
from oneseal.identity.services.sign_in import (
    Progress,
    check_code,
    check_password,
    choose_password,
    enrol_totp,
    new_totp_secret,
    progress,
)

__all__ = [
    "Particulars",
    "Progress",
    "begin_session",
    "check_code",
    "check_password",
    "choose_password",
    "claim_organisation",
    "confirm_authorisation",
    "correct_applicant",
    "create_client",
    "current_actor",
    "end_session",
    "enrol_totp",
    "give_authorisation",
    "load_regions",
    "load_shipped_regions",
    "new_totp_secret",
    "preview_regions",
    "progress",
    "register_applicant",
    "revoke_authorisation",
    "unmask_applicant",
    "withdraw_client",
]
