"""Flow exchange at the doors: the keeper's pages, the command line, the API's model."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from oneseal.catalog import selectors, services
from oneseal.catalog.models import ItemVersion
from oneseal.catalog.tests.factories import author, commitment_item
from oneseal.identity.tests import factories as people
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(people.cast().account("item_keeper"))
    return client


def file(data: bytes) -> io.BytesIO:
    given = io.BytesIO(data)
    given.name = "flow.bpmn"
    return given


def drafted() -> ItemVersion:
    return services.new_draft(author(), item_id=commitment_item(code="food").item_id)


def test_export_change_preview_import(keeper: Client) -> None:
    version = drafted()
    url = f"/desk/catalog/versions/{version.pk}/flow/"
    model = keeper.get(f"{url}file/").content
    assert b"userTask" in model
    assert "相同，不用导入" in keeper.post(url, {"file": file(model)}).content.decode()
    changed = model.replace("书面审查".encode(), "材料审查".encode())
    preview = keeper.post(url, {"file": file(changed)})
    assert "材料审查" in preview.content.decode()
    assert selectors.content_of(ItemVersion.objects.get(pk=version.pk)).steps[0].name == "书面审查"
    sent = {"token": preview.context["token"], "digest": version.digest}
    assert keeper.post(url, sent).status_code == 302
    assert [step.name for step in selectors.content_of(ItemVersion.objects.get(pk=version.pk)).steps] == [
        *("材料审查", "现场核查", "审核", "决定")
    ]
    assert keeper.post(url, sent).status_code == 422
    assert "流程交换" in keeper.get(f"/desk/catalog/versions/{version.pk}/steps/").content.decode()


def test_a_refused_file_changes_nothing_and_names_the_element(keeper: Client) -> None:
    version = drafted()
    url = f"/desk/catalog/versions/{version.pk}/flow/"
    model = services.export_flow(version)
    wrong = model.replace(
        b"<bpmn:endEvent", b'<bpmn:callActivity id="call_7" name="\xe8\x81\x94\xe5\xae\xa1"/><bpmn:endEvent'
    )
    refused = keeper.post(url, {"file": file(wrong)})
    assert refused.status_code == 422
    assert "callActivity（联审，call_7）" in refused.content.decode()
    assert keeper.post(url).status_code == 422
    assert ItemVersion.objects.get(pk=version.pk).digest == version.digest


def test_who_may_not_and_what_was_changed_meanwhile() -> None:
    version = drafted()
    model = services.export_flow(version)
    changed = model.replace("书面审查".encode(), "材料审查".encode())
    stranger = Actor(account_id=1, name="路人", bureau_id=author().bureau_id)
    with pytest.raises((Forbidden, RuleViolation)):
        services.import_flow(stranger, version_id=version.pk, data=changed)
    with pytest.raises(Conflict):
        services.import_flow(author(), version_id=version.pk, data=changed, expected_digest="old")
    published = commitment_item(code="other")
    with pytest.raises(Conflict):
        services.import_flow(author(), version_id=published.pk, data=changed)


def test_steps_that_do_not_fit_are_not_exported() -> None:
    version = drafted()
    content = selectors.content_of(version)
    first = content.steps[0].model_copy(update={"after": ["decide"]})
    wrong = content.model_copy(update={"steps": [first, *content.steps[1:]]})
    with pytest.raises(Violations) as refused:
        services.export_flow(services.save_draft(author(), version_id=version.pk, content=wrong))
    assert [each.code for each in refused.value.items] == ["circle"]


def test_the_command_line(tmp_path: Path) -> None:
    item = commitment_item(code="food").item
    path = tmp_path / "flow.bpmn"
    call_command("items", "bpmn", "export", "food", str(path))
    path.write_bytes(path.read_bytes().replace("书面审查".encode(), "材料审查".encode()))
    with pytest.raises(CommandError):
        call_command("items", "bpmn", "import", "food", str(path), "--dry-run")
    out = io.StringIO()
    call_command("items", "bpmn", "import", "food", str(path), stdout=out)
    assert "材料审查" in out.getvalue()
    draft = ItemVersion.objects.get(item=item, state="draft")
    assert selectors.content_of(draft).steps[0].name == "材料审查"
