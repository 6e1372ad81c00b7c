"""One thing 一件事 in the demonstration: thirteen themes with their partners, and joint applications in course."""

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from oneseal.bundles import selectors, services
from oneseal.bundles.rules.content import ThemeContent
from oneseal.catalog import selectors as catalog
from oneseal.demo import organisation
from oneseal.demo.authoring import read
from oneseal.demo.filling import Filler
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role

ActorInPost = Callable[[int, str, int], Actor]
FIRST_THEMES = 300
"""The themes went online so many days ago."""


def theme_of(written: dict[str, Any], codes: set[str]) -> ThemeContent:
    """A theme as written in data/themes.yaml, with what all that register a company have in common."""
    data, company = read("themes.yaml"), read("themes.yaml")["company"]
    items = [dict(each) if isinstance(each, dict) else {"code": each} for each in written["items"]]
    for each in items:
        if each["code"] == "company_start":
            each.setdefault("preset", company["preset"])
        if each["code"] in codes:
            each["preset"] = {**each.get("preset", {}), "variant": ["new"]}
    registers = any(each["code"] == "company_start" for each in items)
    return ThemeContent.model_validate(
        {
            "lead": "market",
            **{key: value for key, value in written.items() if key not in {"items", "errands"}},
            "items": items,
            "errands": [data["errands"][key] for key in written.get("errands", [])],
            "fills": company["fills"] if registers else {},
        }
    )


def load_themes(bureau_id: int, post: ActorInPost) -> int:
    """Enter the partners and publish the themes that are not there; return how many."""
    author, publisher = post(bureau_id, "item_keeper", 0), post(bureau_id, "item_keeper", 1)
    rows = selectors.kept_themes(author).filter(current__isnull=False)
    known = set(rows.values_list("code", flat=True))
    data = read("themes.yaml")
    all_of_them = {**data["themes"], **data["packages"]}
    wanted = [code for code in all_of_them if code not in known]
    if not wanted:
        return 0
    with clock.at(clock.now() - timedelta(days=FIRST_THEMES)):
        _partners(author, data["partners"])
        varied = {
            item.code
            for item in catalog.visible_items(author)
            if item.current_version and len(catalog.content_of(item.current_version).variants) > 1
        }
        for code in wanted:
            content = theme_of(all_of_them[code], varied)
            kind = "theme" if code in data["themes"] else "package"
            draft = services.draft_theme(author, code=code, kind=kind, content=content)
            services.publish_theme(publisher, version_id=draft.pk)
    return len(wanted)


def _partners(author: Actor, written: dict[str, dict[str, str]]) -> None:
    rows = identity.visible_organisations(author).filter(kind="department")
    units = {unit.short_name: unit.pk for unit in rows}
    for code, entry in written.items():
        said = {key: value for key, value in entry.items() if key != "department"}
        unit = units.get(entry.get("department", ""))
        services.keep_partner(author, code=code, organisation_id=unit, **said)


def load_joints(bureau_id: int, post: ActorInPost) -> int:
    """A start-up that has just been handed in, a pharmacy that waits for its registration, a correction to answer."""
    clerk = post(bureau_id, "window_clerk", 0)
    if selectors.visible_joints(clerk).exists():
        return 0
    people = organisation.persons()
    themes = {theme.code: theme for theme in selectors.published_themes()}
    made = 0
    for ago, code, place, answers, then in SCENES:
        applicant, theme = identity.applicant_by_number(people[place].number), themes.get(code)
        if applicant is None or theme is None:
            continue
        moment = datetime.combine(clock.today() - timedelta(days=ago), time(9, 40), clock.LOCAL)
        with clock.at(min(moment, clock.now())), transaction.atomic():
            joint = _apply(clerk, theme, applicant, people[place], answers)
            then(joint.pk, clerk)
            made += 1
    return made


def _apply(clerk: Actor, theme: Any, applicant: Any, person: Any, answers: dict[str, list[str]]) -> Any:
    """Filled in with invented values and handed in: by the person online, or at the window."""
    account = identity.account_of_applicant(applicant.pk)
    citizen = Actor(
        account_id=account.pk if account else 0,
        name=applicant.name,
        roles=frozenset({Role.CITIZEN}),
        applicant_id=applicant.pk,
        applicants=frozenset({applicant.pk}),
    )
    actor, channel = (citizen, "online") if account else (clerk, "window")
    joint = services.start_joint(
        actor, theme_id=theme.pk, applicant_id=applicant.pk, answers=answers, channel=channel
    )
    one = selectors.filling(joint).composition
    rest = {each.key: [each.options[0].code] for each in one.questions if each.key not in one.answers}
    joint = services.save_joint(actor, joint_id=joint.pk, answers={**one.answers, **rest})
    one = selectors.filling(joint).composition
    rng = random.Random(person.number)  # noqa: S311
    filler = Filler(rng, clock.today(), person, None)
    services.save_joint(actor, joint_id=joint.pk, data=filler.form(one.schema))
    for each in one.materials:
        if each.must:
            services.add_paper(actor, joint_id=joint.pk, code=each.code, paper_copies=1, source="window")
    return services.submit_joint(actor, joint_id=joint.pk, declared=True)


def _nothing(_joint_id: int, _clerk: Actor) -> None:
    """It has just come in."""


def _correction(joint_id: int, clerk: Actor) -> None:
    """Two items are looked at and one notice goes out."""
    joint = selectors.access_joint(clerk, joint_id)
    for row in selectors.members_of(joint):
        if row.case is None:
            continue
        member = selectors.filling(joint).composition.member(row.code)
        brought = [each for each in member.situation.materials if not each.shared_source] if member else []
        if brought:
            services.note_gap(
                clerk,
                joint_id=joint_id,
                member=row.code,
                code=brought[0].code,
                problem="最后一页没有签名",
                advice="补签后重新交一份",
            )
    services.send_correction(clerk, joint_id=joint_id)


SCENES: tuple[tuple[int, str, int, dict[str, list[str]], Callable[[int, Actor], None]], ...] = (
    (6, "restaurant", 4, {"crowd": ["yes"], "drain": ["yes"], "board": ["yes"]}, _nothing),
    (3, "clinic", 2, {"xray": ["no"]}, _correction),
    (1, "pharmacy", 0, {"device": ["yes"]}, _nothing),
    (0, "start-up", 6, {}, _nothing),
)
"""Days ago, theme, place of the applicant, answers, what the clerk did."""
