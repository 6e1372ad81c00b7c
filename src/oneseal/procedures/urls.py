"""Addresses of special procedures."""

from django.urls import path

from oneseal.procedures.views import desk, examinations, keeping, public

app_name = "procedures"
urlpatterns = [
    path("hearings/", public.hearings, name="hearings"),
    path("hearing/<uuid:uid>/", public.told, name="told"),
    path("quotas/", public.quotas, name="quotas"),
    path("quotas/<int:quota_id>/", public.quota, name="quota"),
    path("desk/procedures/", desk.worklist, name="desk"),
    path("desk/procedures/experts/", keeping.experts, name="experts"),
    path("desk/procedures/quotas/", keeping.quotas, name="desk_quotas"),
    path("desk/procedures/quotas/<int:quota_id>/", keeping.entries, name="entries"),
    path("desk/procedures/quotas/<int:quota_id>/correct/", keeping.correct, name="correct_quota"),
    path("desk/procedures/quotas/<int:quota_id>/exam/", examinations.examination, name="examination"),
    path("desk/procedures/exams/<int:exam_id>/<slug:verb>/", examinations.act, name="exam_act"),
    path("desk/procedures/<int:proceeding_id>/", desk.proceeding, name="proceeding"),
    path("desk/procedures/<int:proceeding_id>/<slug:verb>/", desk.act, name="act"),
    path("desk/cases/<int:case_id>/procedures/<slug:verb>/", desk.start, name="start"),
]
