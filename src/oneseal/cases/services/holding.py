"""Taking what is held already, so that the applicant need not bring it (2.24)."""

from collections.abc import Collection, Mapping

from oneseal.cases.events import modes as events
from oneseal.cases.models import CaseMaterial
from oneseal.cases.rules import holding
from oneseal.cases.rules.intake import Gap
from oneseal.cases.selectors.holding import held_for
from oneseal.cases.services.loading import Work, tell
from oneseal.catalog.rules.situations import Situation
from oneseal.certificates import services as issued


def fill(work: Work, situation: Situation, missing: Mapping[str, str]) -> list[CaseMaterial]:
    """Put what is held in place of what is missing; the new rows. No statement where nothing can be held."""
    found = held_for(work.case, [each for each in situation.materials if each.code in missing])
    if not found:
        return []
    rows = CaseMaterial.objects.bulk_create(
        [
            CaseMaterial(
                case=work.case,
                code=each.code,
                name=missing[each.code],
                submission=work.case.submission,
                source=each.source,
                file_id=each.file_id,
                certificate_id=each.certificate_id,
                note=each.said[:300],
                valid_until=each.until,
                added_at=work.now,
            )
            for each in found.values()
        ]
    )
    for each in rows:
        if each.certificate_id is not None:
            issued.use_online(
                work.actor,
                certificate_id=each.certificate_id,
                case_id=work.case.pk,
                holder_id=work.case.applicant_id,
            )
    names = [missing[code] for code in found]
    tell(work.actor, work.case, events.MaterialsFilled(work.case.state, names))
    return rows


def check_gaps(situation: Situation, work: Work, gaps: Collection[Gap], brought: Collection[str]) -> None:
    """Refuse a notice that asks for what is held. `brought`: codes of what the applicant handed in themselves."""
    asked = {gap.code for gap in gaps} - set(brought)
    found = held_for(work.case, [each for each in situation.materials if each.code in asked])
    holding.check_not_held(gaps, {code: each.said for code, each in found.items()}, brought)
