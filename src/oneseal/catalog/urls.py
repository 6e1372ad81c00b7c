"""The catalogue's addresses on the desk."""

from django.urls import path

from oneseal.catalog.views import (
    delegations,
    edit,
    flows,
    importing,
    items,
    lists,
    look_backs,
    proofs,
    samples,
    shared,
)

app_name = "catalog"
urlpatterns = [
    path("items/files/<int:version_id>/<slug:material>/<slug:which>/", samples.sample, name="sample"),
    path("desk/catalog/versions/<int:version_id>/attach/", samples.attach, name="attach"),
    path("desk/catalog/", lists.items, name="items"),
    path("desk/catalog/export/<str:form>/", lists.export, name="export"),
    path("desk/catalog/import/", importing.import_items, name="import"),
    path("desk/catalog/ledger/", items.ledger, name="ledger"),
    path("delegations/", delegations.public, name="delegations_public"),
    path("desk/catalog/delegations/", delegations.delegations, name="delegations"),
    path("desk/catalog/delegations/new/", delegations.new, name="delegation_new"),
    path("desk/catalog/delegations/<int:delegation_id>/", delegations.delegation, name="delegation"),
    path("desk/catalog/delegations/<int:delegation_id>/<slug:verb>/", delegations.act, name="delegation_act"),
    path("desk/catalog/look-back/", look_backs.look_back_list, name="look_backs"),
    path("desk/catalog/look-back/<int:entry_id>/", look_backs.look_back_page, name="look_back"),
    path("desk/catalog/basics/", shared.basic_items, name="basics"),
    path("desk/catalog/basics/new/", shared.new_basic, name="basic_new"),
    path("desk/catalog/basics/import/", shared.import_basics, name="basic_import"),
    path("desk/catalog/basics/<str:code>/", shared.edit_basic, name="basic"),
    path("desk/catalog/proofs/", proofs.proof_list, name="proofs"),
    path("desk/catalog/proofs/new/", proofs.new_proof, name="proof_new"),
    path("desk/catalog/proofs/<int:proof_id>/", proofs.edit_proof, name="proof"),
    path("desk/catalog/dictionary/", shared.dictionary, name="dictionary"),
    path("desk/catalog/dictionary/<slug:name>/", shared.edit_datum, name="datum"),
    path("desk/catalog/new-datum/", shared.new_datum, name="datum_new"),
    path("desk/catalog/disclosures/<slug:key>/", lists.list_page, name="list"),
    path("desk/catalog/disclosures/<slug:key>/<int:number>/", lists.list_version, name="list_version"),
    path("desk/catalog/disclosures/", lists.disclosures, name="disclosures"),
    path("desk/catalog/<int:item_id>/", items.item, name="item"),
    path("desk/catalog/<int:item_id>/draft/", items.draft, name="draft"),
    path("desk/catalog/<int:item_id>/change/", items.change, name="change"),
    path("desk/catalog/<int:item_id>/versions/<int:version_id>/act/", items.act, name="act"),
    path("desk/catalog/<int:item_id>/compare/<int:old>/<int:new>/", items.compare, name="compare"),
    path("desk/catalog/versions/<int:version_id>/flow/", flows.flow, name="flow"),
    path("desk/catalog/versions/<int:version_id>/flow/file/", flows.flow_file, name="flow_file"),
    path("desk/catalog/versions/<int:version_id>/<slug:key>/", edit.edit, name="edit"),
]
