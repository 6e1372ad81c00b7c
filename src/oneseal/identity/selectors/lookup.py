"""Finding a row without an actor, for commands that set a bureau up."""

from oneseal.identity.models import Account, Organisation


def bureau_by_uscc(uscc: str) -> Organisation | None:
    """The approval bureau with this unified social credit code."""
    return Organisation.objects.filter(kind="bureau", uscc=uscc).first()


def account_of_applicant(applicant_id: int) -> Account | None:
    """A citizen's account."""
    return Account.objects.select_related("applicant").filter(applicant=applicant_id).first()


def account_by_login(login: str) -> Account | None:
    """An account by its login name."""
    return Account.objects.filter(login=login).first()
