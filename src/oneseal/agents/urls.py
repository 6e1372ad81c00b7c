"""Addresses of agents and assistance."""

from django.urls import path

from oneseal.agents.views import citizen, desk

app_name = "agents"
urlpatterns = [
    path("agents/", citizen.centres, name="public"),
    path("agents/<int:centre_id>/", citizen.centre, name="public_centre"),
    path("my/agents/", citizen.mine, name="mine"),
    path("my/agents/new/", citizen.new, name="new"),
    path("my/agents/<int:order_id>/", citizen.order, name="order"),
    path("my/agents/<int:order_id>/tasks/<int:task_id>/", citizen.task, name="task"),
    path("my/agents/<int:order_id>/begin/<int:item_id>/", citizen.begin, name="begin"),
    path("my/agents/<int:order_id>/joint/", citizen.begin_joint, name="begin_joint"),
    path("my/agents/<int:order_id>/<slug:verb>/", citizen.act, name="act"),
    path("desk/agents/", desk.orders, name="desk"),
    path("desk/agents/new/", desk.new, name="desk_new"),
    path("desk/agents/<int:order_id>/", desk.order, name="desk_order"),
    path("desk/agents/<int:order_id>/<slug:verb>/", desk.act, name="desk_act"),
    path("desk/agents/centres/", desk.centres, name="desk_centres"),
    path("desk/agents/centres/liaison/", desk.liaison, name="liaison"),
    path("desk/agents/centres/<int:centre_id>/", desk.centre, name="desk_centre"),
    path("desk/agents/centres/<int:centre_id>/<slug:verb>/", desk.centre_act, name="centre_act"),
    path("desk/agents/visits/", desk.visits, name="visits"),
    path("desk/agents/visits/<int:visit_id>/", desk.visit, name="visit"),
    path("desk/agents/visits/<int:visit_id>/<slug:verb>/", desk.visit_act, name="visit_act"),
]
