"""Addresses of projects."""

from django.urls import path

from oneseal.projects.views import acting, asks, citizen, desk, flows, keeping, reports, utilities

app_name = "projects"
urlpatterns = [
    path("desk/projects/", desk.board, name="board"),
    path("desk/projects/managed/", desk.managed, name="managed"),
    path("desk/projects/wall/", desk.wall, name="wall"),
    path("desk/projects/new/", desk.new, name="new"),
    path("desk/projects/reports/", reports.reports, name="reports"),
    path("desk/projects/flows/", keeping.flows, name="flows"),
    path("desk/projects/flows/<slug:investor>/", flows.edit, name="flow"),
    path("desk/projects/assessments/", keeping.assessments, name="assessments"),
    path("desk/projects/assessments/new/", keeping.assessment_new, name="assessment_new"),
    path("desk/projects/assessments/<int:assessment_id>/end/", keeping.assessment_end, name="assessment_end"),
    path("desk/projects/opinions/", asks.opinions, name="opinions"),
    path("desk/projects/asks/<int:ask_id>/", asks.ask, name="ask"),
    path("desk/projects/asks/<int:ask_id>/close/", asks.close, name="ask_close"),
    path("desk/projects/asks/<int:ask_id>/cancel/", asks.cancel, name="ask_cancel"),
    path("desk/projects/asks/<int:ask_id>/opinions/<int:opinion_id>/", asks.give, name="give"),
    path("desk/projects/asks/<int:ask_id>/costs/", asks.record_costs, name="ask_costs"),
    path("desk/projects/savings/", asks.savings, name="savings"),
    path("desk/projects/connections/", utilities.connections, name="connections"),
    path("desk/projects/connections/<int:task_id>/", utilities.connection, name="connection"),
    path("desk/projects/connections/<int:task_id>/<slug:verb>/", utilities.act, name="connection_act"),
    path("desk/projects/<int:project_id>/", desk.project, name="project"),
    path("desk/projects/<int:project_id>/<slug:verb>/", acting.project_act, name="act"),
    path(
        "desk/projects/<int:project_id>/stages/<int:number>/<slug:verb>/", acting.stage_act, name="stage_act"
    ),
    path("desk/projects/<int:project_id>/tasks/<int:task_id>/<slug:verb>/", acting.task_act, name="task_act"),
    path("my/projects/", citizen.mine, name="mine"),
    path("my/projects/<int:project_id>/", citizen.project, name="own"),
    path("my/projects/<int:project_id>/site/", citizen.site, name="own_site"),
    path("my/projects/<int:project_id>/stages/<int:number>/apply/", citizen.apply, name="apply"),
    path("my/projects/<int:project_id>/bill/", citizen.one_bill, name="one_bill"),
    path("my/projects/<int:project_id>/tasks/<int:task_id>/", citizen.prepared, name="prepared"),
]
