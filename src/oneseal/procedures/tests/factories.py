"""Cases with special procedures, through the real services."""

from datetime import datetime, time, timedelta
from typing import Any

from oneseal.cases import services as case_services
from oneseal.cases.tests import factories as cases
from oneseal.foundation import calendars, clock
from oneseal.procedures import services
from oneseal.procedures.models import Member, Proceeding

House = cases.House


def in_workdays(days: int, hour: int = 9) -> datetime:
    """Nine in the morning so many working days from today."""
    day = calendars.current().add_workdays(clock.today(), days).day
    return datetime.combine(day, time(hour), clock.LOCAL)


def reviewed(made: House) -> Any:
    """Accepted; the reviewer has the first step in hand."""
    case = cases.accepted(made)
    case_services.take_step(made["reviewer"], step_id=cases.step_of(case, "review").pk)
    return case


def told(made: House, case: Any) -> Proceeding:
    """The applicant was told of the right to a hearing."""
    return services.tell_hearing_right(made["reviewer"], case_id=case.pk, question="拟不予许可，影响经营")


def asked(made: House, case: Any) -> Proceeding:
    """The applicant asked for it."""
    row = told(made, case)
    uid = Member.objects.get(proceeding=row, role="told").uid
    return services.ask_hearing(made["张伟"], uid=uid, reason="不同意")


def convened(made: House, case: Any, **changes: Any) -> Proceeding:
    """In eight working days, the coordinator presides, the clerk records."""
    row = asked(made, case)
    said = {
        "held_at": in_workdays(8),
        "place": "三楼会议室",
        "presider": made.staff("coordinator"),
        "recorder": made.staff("second_clerk"),
    }
    return services.convene_hearing(made["reviewer"], proceeding_id=row.pk, **{**said, **changes})


def minuted(made: House, case: Any) -> Proceeding:
    """Held; call it inside `clock.at` after the day."""
    row = Proceeding.objects.get(case=case, kind="hearing")
    services.take_minutes(
        made["coordinator"],
        proceeding_id=row.pk,
        text="申请人申辩：场所符合要求。",
        people="张伟，申请人\n郑凯，审查人员",
    )
    return row


def everybody_signs(made: House, row: Proceeding) -> None:
    """All sign the minutes."""
    for who in ("coordinator", "second_clerk"):
        services.sign_minutes(made[who], proceeding_id=row.pk)
    for member in Member.objects.filter(proceeding=row, role="participant"):
        services.sign_minutes(made["coordinator"], proceeding_id=row.pk, member_id=member.pk)


def pool(made: House, count: int = 6, field: str = "食品安全") -> None:
    """So many experts of a field, valid for a year."""
    for number in range(count):
        services.enter_expert(
            made["section_head"],
            name=f"专家{number}",
            field=field,
            unit=f"第{number}研究所",
            valid_until=clock.today() + timedelta(days=365),
        )
