"""Tables of identity: regions, organisations and posts, people, accounts and sessions, applicants."""

from oneseal.identity.models.accounts import Account, AccountManager, PasswordReset, PastPassword, Session
from oneseal.identity.models.applicants import Applicant, Authorisation
from oneseal.identity.models.clients import ApiClient
from oneseal.identity.models.organisations import Organisation, Post
from oneseal.identity.models.people import (
    Movement,
    PostHolding,
    Staff,
    StaffAppraisal,
    StaffCertificate,
    StaffLeave,
    StaffPhoto,
)
from oneseal.identity.models.regions import Region
from oneseal.identity.models.requests import Credential, Replacement

__all__ = [
    "Account",
    "AccountManager",
    "ApiClient",
    "Applicant",
    "Authorisation",
    "Credential",
    "Movement",
    "Organisation",
    "PasswordReset",
    "PastPassword",
    "Post",
    "PostHolding",
    "Region",
    "Replacement",
    "Session",
    "Staff",
    "StaffAppraisal",
    "StaffCertificate",
    "StaffLeave",
    "StaffPhoto",
]
