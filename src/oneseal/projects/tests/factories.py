"""A bureau with departments that answer, and a project driven through the real services."""

from datetime import date
from typing import Any

from oneseal.bundles import services as bundles
from oneseal.bundles.rules.content import ThemeContent
from oneseal.bundles.tests.factories import DECIDE, form
from oneseal.cases.tests import factories as cases
from oneseal.catalog.tests import factories as catalog
from oneseal.catalog.tests.contents import commitment_content
from oneseal.foundation import clock
from oneseal.identity.selectors import units
from oneseal.identity.tests import factories as identity
from oneseal.projects import services
from oneseal.projects.models import Ask, Project, Task
from oneseal.projects.services import Particulars, Question

CODE = "2609-990181-89-01-544060"
DEPARTMENTS = (
    "自然资源局",
    "住房和城乡建设局",
    "消防救援大队",
    "人民防空办公室",
    "气象局",
    "生态环境局",
    "发展和改革委员会",
    "水利局",
)
LIAISONS = {"消防救援大队": "fire", "生态环境局": "environment"}
SQUARE: dict[str, Any] = {
    "type": "Polygon",
    "coordinates": [[[116.0, 25.8], [116.01, 25.8], [116.01, 25.81], [116.0, 25.81], [116.0, 25.8]]],
}


def house() -> cases.House:
    """Everybody in place, the departments of the flows, and liaisons of two of them (`fire`, `environment`)."""
    made = cases.house()
    for place, name in enumerate(DEPARTMENTS):
        who = LIAISONS.get(name, f"liaison{place}")
        identity.make_department(made.cast, f"云岭市{name}", who, f"{name}联络员")
    identity.make_section(made.cast, "projects", "重点项目帮办科")
    return made


def unit(made: cases.House, name: str) -> Any:
    """A section or department by the end of its name."""
    return next(each for each in units(made.bureau_id, clock.today()) if each.name.endswith(name))


def particulars(**changes: Any) -> Particulars:
    """What is registered, with changes."""
    given = {"name": "云岭新能源电池厂", "address": "云岭市经开区创新路8号", "wished_start": date(2027, 3, 1)}
    return Particulars(**{**given, **changes})


def registered(made: cases.House, investor: str = "social", code: str = CODE, **changes: Any) -> Project:
    """A project of the applicant."""
    return services.register_project(
        made["coordinator"],
        code=code,
        investor=investor,
        owner_id=made.applicant(),
        particulars=particulars(**changes),
    )


def task(project: Project, key: str) -> Task:
    """A task as it is now."""
    return Task.objects.get(project=project, key=key)


def done(made: cases.House, project: Project, *keys: str) -> None:
    """Tasks begun and finished by the coordinator."""
    for key in keys:
        pk = task(project, key).pk
        services.start_task(made["coordinator"], project_id=project.pk, task_id=pk)
        services.finish_task(made["coordinator"], project_id=project.pk, task_id=pk)


def asked(made: cases.House, project: Project, key: str = "evaluation", days: int = 5) -> Ask:
    """A joint task asked about."""
    return services.ask_for_task(
        made["coordinator"],
        project_id=project.pk,
        task_id=task(project, key).pk,
        question=Question("请就送审文件提出意见。", days),
    )


def answered(ask: Ask, **said: str) -> None:
    """Every department agrees, but for those named by the end of their name."""
    for each in ask.opinions.all():
        text = next((value for name, value in said.items() if each.unit_name.endswith(name)), "")
        each.state, each.said, each.text = "given", "changes" if text else "agree", text
        each.given_at = clock.now()
        each.save()


def composed(made: cases.House, code: str = "stage-small-1") -> None:
    """The first stage of small projects as one application of one item."""
    content = commitment_content(
        name="企业投资项目备案",
        basic_code="000131001011",
        steps=DECIDE,
        form=form(project_name="项目名称:project_name"),
        materials=[],
    )
    catalog.published(content, code="project_filing", bureau_id=made.bureau_id)
    theme = ThemeContent.model_validate(
        {"title": "立项阶段", "lead": "market", "items": [{"code": "project_filing"}]}
    )
    draft = bundles.draft_theme(catalog.author(made.bureau_id), code=code, kind="stage", content=theme)
    bundles.publish_theme(catalog.publisher(made.bureau_id), version_id=draft.pk)
