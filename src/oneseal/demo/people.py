"""Founds the demonstration bureau: its tree of organisations, its posts, its people with their papers."""

from dataclasses import replace
from datetime import date, timedelta

from oneseal.demo import numbers, organisation, powers
from oneseal.demo.organisation import StaffEntry
from oneseal.identity import services
from oneseal.identity.services import OrganisationRecord, PostRecord, StaffRecord
from oneseal.kernel.access import Actor, Role

CERTIFIED_BY = "示范省职业技能鉴定指导中心"
AUTHORITIES = {
    "clerk": "接收申请、一次告知要补的全部内容、出具凭证、送达结果；无权否决，办不了的按三张单子转办。",
    "reviewer": "审查申请材料、提出审查意见；不受理自己审查的申请，不作决定。",
}
"""What stands on the display about the posts of a role."""


TOWN_ITEMS = sorted({slug for slugs in powers.GIVEN.values() for slug in slugs})


class Founder:
    """Enters everything as the system's administrator; `units` and `staff` are ids by name, `posts` by code.

    `today` is the day from which the days in people's papers are counted.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.actor = Actor(name="系统初始化", roles=frozenset({Role.ADMINISTRATOR}))
        self.units: dict[str, int] = {}
        self.posts: dict[str, int] = {}
        self.staff: dict[str, int] = {}

    def found(self) -> int:
        """Everything in its order; returns the bureau's id."""
        services.load_regions(self.actor, organisation.regions_csv(), vintage="演示")
        bureau = organisation.bureau()
        made = services.found_bureau(
            self.actor,
            OrganisationRecord(
                kind="bureau",
                name=bureau.name,
                second_name=bureau.second_name,
                short_name="审批局",
                uscc=bureau.uscc,
                code="bureau",
                region_id=bureau.region,
                phone=bureau.phone,
                address=bureau.address,
            ),
        )
        self.actor = replace(self.actor, bureau_id=made.pk)
        self.units["审批局"] = made.pk
        self._units(made.pk)
        self._posts()
        for place, person in enumerate(organisation.staff()):
            self._person(person, place)
        self._absences()
        return made.pk

    def _open(self, name: str, **values: object) -> int:
        record = OrganisationRecord(**{"name": name, **values})  # type: ignore[arg-type]
        self.units[name] = services.open_organisation(self.actor, record).pk
        return self.units[name]

    def _units(self, bureau_id: int) -> None:
        """Sections and centres below the bureau; departments, towns and villages of the city beside it."""
        for order, (code, (name, kind)) in enumerate(organisation.sections().items()):
            self._open(name, kind="section", code=code, section_type=kind, parent_id=bureau_id, order=order)
        for code, name in organisation.centres().items():
            self._open(name, kind="centre", code=code, parent_id=bureau_id)
        batches = organisation.batches()
        for name, batch in organisation.departments().items():
            moved = batches[batch].day if batch else None
            unit = self._open(f"云岭市{name}", kind="department", short_name=name, transferred_on=moved)
            self.units[name] = unit
        for code, name in organisation.towns():
            centre = self._open(f"{name}便民服务中心", kind="town_centre", region_id=code, short_name=name)
            self.units[name] = centre
            for village, village_name in organisation.villages_of(code):
                station = f"{name}{village_name}便民服务站"
                self._open(station, kind="village_station", region_id=village, parent_id=centre)
        self._open(organisation.CONTRACTOR, kind="enterprise")
        self.units["园区企业服务中心"] = self.units["云岭市园区企业服务中心"]

    def _posts(self) -> None:
        sections = {code: self.units[name] for code, (name, _kind) in organisation.sections().items()}
        for order, post in enumerate(organisation.posts().values()):
            record = PostRecord(
                section_id=sections.get(post.section) or self.units[post.section],
                code=post.code,
                name=post.name,
                roles=[post.role],
                authority=AUTHORITIES.get(post.role, ""),
                item_codes=TOWN_ITEMS if post.code == "town_clerk" else [],
                window=post.window,
                displayed="displayed" in post.flags,
                certified="certified" in post.flags,
                stable="stable" in post.flags,
                outsourced="outsourced" in post.flags,
                order=order,
            )
            self.posts[post.code] = services.open_post(self.actor, record).pk

    def _person(self, person: StaffEntry, place: int) -> None:
        """One member of staff: enrolled, certified, moved, appointed, with an account of their own."""
        sections = organisation.sections()
        retires = person.notes.get("retires")
        record = StaffRecord(
            number=person.number,
            name=person.name,
            home_unit_id=self.units[person.home_unit],
            section_id=self.units[sections.get(person.section, (person.section,))[0]],
            employment=person.employment,
            joined_on=person.joined,
            phone=f"0000-661{2400 + place}",
            retires_on=organisation.counted(retires, self.today) if retires else None,
            id_number=numbers.staff_id(place),
        )
        staff = self.staff[person.name] = services.enrol_staff(self.actor, record).pk
        self._papers(person, staff, place)
        for code in person.posts:
            services.appoint(self.actor, self.posts[code], staff, from_on=person.joined)
        login = person.notes.get("account") or f"yl{place + 1:03d}"
        services.open_staff_account(self.actor, staff, login=login)

    def _absences(self) -> None:
        """Days away, with the colleague who stands in."""
        for person in organisation.staff():
            if span := person.notes.get("absent"):
                first, last = (organisation.counted(days, self.today) for days in span.split(":"))
                services.record_leave(
                    self.actor,
                    self.staff[person.name],
                    first_on=first,
                    last_on=last,
                    deputy_id=self.staff.get(person.notes.get("deputy", "")),
                    note="年休假",
                )

    def _papers(self, person: StaffEntry, staff: int, place: int) -> None:
        if "cert" in person.notes:
            level, expires = person.notes["cert"].split(":")
            services.register_certificate(
                self.actor,
                staff,
                number=f"YLDEMO{place + 1:06d}",
                level=int(level),
                issuer=CERTIFIED_BY,
                issued_on=person.joined - timedelta(days=60),
                expires_on=organisation.counted(expires, self.today),
            )
        if "seconded" in person.notes:
            unit, begins, ends = person.notes["seconded"].split(":")
            services.record_movement(
                self.actor,
                staff,
                kind="secondment",
                starts_on=organisation.counted(begins, self.today),
                ends_on=organisation.counted(ends, self.today),
                to_unit_id=self.units[unit],
                document="云府人借〔2026〕5号（演示）",
            )
        batch = organisation.batch_of(f"云岭市{person.home_unit}")
        if batch is not None and person.section in organisation.sections():
            services.record_movement(
                self.actor,
                staff,
                kind="transfer",
                starts_on=batch.day,
                to_unit_id=self.units["审批局"],
                document=batch.document,
            )
