"""Addresses of cases: the staff's under desk/, the applicants' elsewhere."""

from django.urls import URLPattern, path

from oneseal.cases.views import (
    citizen_case,
    citizen_check,
    citizen_evaluate,
    citizen_form,
    citizen_list,
    citizen_material,
    citizen_start,
    desk_acts,
    desk_answer,
    desk_case,
    desk_delivery,
    desk_evaluations,
    desk_fill,
    desk_search,
    desk_window,
    desk_work,
)

app_name = "cases"
desk = [
    path("desk/work/", desk_work.worklist, name="desk_work"),
    path("desk/work/bulk/", desk_work.bulk, name="desk_bulk"),
    path("desk/team/", desk_search.team, name="desk_team"),
    path("desk/intake/", desk_answer.intake, name="desk_intake"),
    path("desk/window/", desk_window.window, name="desk_window"),
    path("desk/window/register/", desk_window.register, name="desk_register"),
    path("desk/window/<int:applicant_id>/", desk_window.choose, name="desk_choose"),
    path("desk/window/<int:applicant_id>/<int:item_id>/", desk_window.begin, name="desk_begin"),
    path("desk/evaluations/", desk_evaluations.negatives, name="desk_negatives"),
    path("desk/evaluations/<int:rectification_id>/", desk_evaluations.negative, name="desk_negative"),
    path("desk/delivery/", desk_delivery.counter, name="desk_delivery"),
    path("desk/cases/", desk_search.search, name="desk_search"),
    path("desk/cases/export/", desk_search.export, name="desk_export"),
    path("desk/cases/<int:case_id>/", desk_case.case, name="desk_case"),
    path("desk/cases/<int:case_id>/fill/", desk_fill.fill, name="desk_fill"),
    path("desk/cases/<int:case_id>/fill/autosave/", desk_fill.autosave, name="desk_autosave"),
    path("desk/cases/<int:case_id>/check/", desk_fill.check, name="desk_check"),
    path("desk/cases/<int:case_id>/receipt/", desk_fill.receipt, name="desk_receipt"),
    path("desk/cases/<int:case_id>/discard/", desk_fill.discard, name="desk_discard"),
    path("desk/cases/<int:case_id>/answer/", desk_answer.answer, name="desk_answer"),
    path("desk/cases/<int:case_id>/answer/<slug:path>/", desk_answer.answer, name="desk_answer_path"),
    path("desk/cases/<int:case_id>/materials/<int:material_id>/", desk_answer.tick, name="desk_tick"),
    path("desk/cases/<int:case_id>/deliver/", desk_delivery.deliver, name="desk_deliver"),
    path("desk/cases/<int:case_id>/do/<slug:verb>/", desk_acts.case_act, name="desk_case_act"),
    path("desk/cases/<int:case_id>/steps/<int:step_id>/take/", desk_acts.take, name="desk_take"),
    path(
        "desk/cases/<int:case_id>/steps/<int:step_id>/<slug:verb>/", desk_acts.step_act, name="desk_step_act"
    ),
    path("desk/cases/<int:case_id>/message/", desk_case.message, name="desk_message"),
    path("desk/cases/<int:case_id>/read/", desk_case.read, name="desk_read"),
    path("desk/cases/<int:case_id>/note/", desk_case.note, name="desk_note"),
    path("desk/cases/<int:case_id>/unmask/", desk_case.unmask_form, name="desk_unmask_form"),
    path(
        "desk/cases/<int:case_id>/unmask/<slug:who>/<slug:what>/",
        desk_case.unmask_applicant,
        name="desk_unmask",
    ),
]
citizen: list[URLPattern] = [
    path("apply/<slug:code>/", citizen_start.apply, name="apply"),
    path("my/cases/", citizen_list.mine, name="mine"),
    path("my/documents/", citizen_list.documents, name="documents"),
    path("my/materials/", citizen_material.vault, name="vault"),
    path("my/cases/<int:case_id>/", citizen_case.case, name="case"),
    path("my/cases/<int:case_id>/situation/", citizen_start.situation, name="situation"),
    path("my/cases/<int:case_id>/form/", citizen_form.form, name="form"),
    path("my/cases/<int:case_id>/form/draft/", citizen_form.autosave, name="autosave"),
    path("my/cases/<int:case_id>/materials/", citizen_material.materials, name="materials"),
    path("my/cases/<int:case_id>/materials/<slug:code>/", citizen_material.upload, name="upload"),
    path(
        "my/cases/<int:case_id>/materials/<slug:code>/reuse/<int:from_id>/",
        citizen_material.reuse,
        name="reuse",
    ),
    path("my/cases/<int:case_id>/remove/<int:material_id>/", citizen_material.remove, name="remove"),
    path("my/cases/<int:case_id>/check/", citizen_check.check, name="check"),
    path("my/cases/<int:case_id>/receipt/", citizen_check.receipt, name="receipt"),
    path("my/cases/<int:case_id>/supply/", citizen_case.supply, name="supply"),
    path("my/cases/<int:case_id>/message/", citizen_case.write, name="message"),
    path("my/cases/<int:case_id>/withdraw/", citizen_case.withdraw, name="withdraw"),
    path("my/cases/<int:case_id>/evaluate/", citizen_evaluate.evaluate, name="evaluate"),
    path("query/", citizen_list.query, name="query"),
]
urlpatterns = [*desk, *citizen]
