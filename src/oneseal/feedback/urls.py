"""Addresses of feedback: for visitors, for everybody, for those who watch."""

from django.urls import path

from oneseal.feedback.views import desk, judging, public

app_name = "feedback"
urlpatterns = [
    path("satisfaction/", public.satisfaction, name="public"),
    path("evaluate/", judging.code, name="code"),
    path("evaluate/thanks/", judging.thanks, name="thanks"),
    path("evaluate/<str:code>/", judging.evaluate, name="evaluate"),
    path("my/visits/", judging.mine, name="mine"),
    path("opinions/<uuid:uid>/", judging.answer, name="answer"),
    path("desk/suspicions/", desk.suspicions, name="suspicions"),
    path("desk/suspicions/<int:suspicion_id>/", desk.verdict, name="verdict"),
    path("desk/opinions/", desk.surveys, name="surveys"),
    path("desk/opinions/<uuid:uid>/", desk.survey, name="survey"),
    path("desk/opinions/<uuid:uid>/import/", desk.import_file, name="import"),
    path("desk/opinions/<uuid:uid>/<slug:verb>/", desk.survey_act, name="survey_act"),
    path("desk/ledger/", desk.ledger, name="ledger"),
    path("desk/ledger/<int:issue_id>/<slug:verb>/", desk.issue_act, name="issue_act"),
]
