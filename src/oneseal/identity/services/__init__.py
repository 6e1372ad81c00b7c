"""Every write of identity: one function for one act."""

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
    "Progress",
    "begin_session",
    "check_code",
    "check_password",
    "choose_password",
    "create_client",
    "current_actor",
    "end_session",
    "enrol_totp",
    "load_regions",
    "load_shipped_regions",
    "new_totp_secret",
    "preview_regions",
    "progress",
    "withdraw_client",
]
