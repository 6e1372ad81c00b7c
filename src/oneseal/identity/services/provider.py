"""Citizens who come from the provincial identity service (统一身份认证)."""

from django.db import transaction

from oneseal.foundation import clock, journal
from oneseal.foundation.db import lock
from oneseal.identity import events, selectors
from oneseal.identity.models import Account, Applicant
from oneseal.identity.rules import applicants as particulars
from oneseal.identity.rules.applicants import Particulars
from oneseal.identity.services.applicants import register_applicant
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


def account_from_provider(*, name: str, number: str, phone: str) -> Account:
    """The account of the person whom the provider vouches for; person and account are entered at the first visit.

    Raises Violations for particulars that are no particulars, RuleViolation for another name under the same
    number and for an account that is closed or locked.
    """
    kind = "residence_permit" if number[:2] in {"81", "82", "83"} else "resident_id"
    given = Particulars("person", name, kind, number, phone)
    plain = particulars.checked(given, clock.today())
    with transaction.atomic():
        person = selectors.applicant_by_number(plain.number) or register_applicant(SYSTEM, given)
        person = lock(Applicant, person.pk)
        if person.name != plain.name:
            text = N_("省统一身份认证的姓名与窗口登记的不一致，请持身份证到窗口核对。")
            raise RuleViolation("provider_mismatch", text)
        if person.assurance != "provider":
            change = journal.Update(Applicant, person.pk, {"assurance": "provider"})
            subject = journal.Subject("applicant", person.pk)
            journal.record(SYSTEM, subject, events.ApplicantVouchedFor(), changes=[change])
        account = Account.objects.filter(applicant=person).first() or _open(person)
    if not account.is_active or account.locked_because:
        text = N_("此账号已停用或锁定，请持身份证到窗口办理。")
        raise RuleViolation("closed", text)
    return account


def _open(person: Applicant) -> Account:
    account = Account(login=f"p-{person.uid.hex[:20]}", kind="citizen", applicant=person)
    account.set_unusable_password()
    account.save()
    event = events.AccountOpened(login=account.login, account_kind=account.kind)
    journal.record(SYSTEM, journal.Subject("account", account.pk), event)
    return account
