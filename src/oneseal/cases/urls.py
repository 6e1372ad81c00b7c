"""Addresses of cases: the staff's under desk/, the applicants' elsewhere."""

from django.urls import URLPattern, path

from oneseal.cases.views import (
    desk_acts,
    desk_answer,
    desk_case,
    desk_delivery,
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
citizen: list[URLPattern] = []
urlpatterns = [*desk, *citizen]
