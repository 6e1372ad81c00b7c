"""Addresses of training."""

from django.urls import path

from oneseal.training.views import capability, learning

app_name = "training"
urlpatterns = [
    path("desk/training/", learning.mine, name="mine"),
    path("desk/training/sessions/", learning.sessions, name="sessions"),
    path("desk/training/sessions/new/", learning.session_new, name="session_new"),
    path("desk/training/sessions/<int:session_id>/", learning.session, name="session"),
    path("desk/training/sessions/<int:session_id>/<slug:verb>/", learning.session_act, name="session_act"),
    path("desk/training/exams/", learning.exams, name="exams"),
    path("desk/training/exams/new/", learning.exam_new, name="exam_new"),
    path("desk/training/exams/<int:exam_id>/", learning.exam, name="exam"),
    path("desk/training/rotations/", learning.rotations, name="rotations"),
    path("desk/training/rotations/<int:rotation_id>/end/", learning.rotation_end, name="rotation_end"),
    path("desk/training/matrix/", capability.matrix, name="matrix"),
    path("desk/training/skills/", capability.skills, name="skills"),
    path("desk/training/skills/new/", capability.skill_new, name="skill_new"),
    path("desk/training/skills/<int:skill_id>/revoke/", capability.skill_revoke, name="skill_revoke"),
    path("desk/training/needs/new/", capability.need_new, name="need_new"),
    path("desk/training/needs/<int:need_id>/lift/", capability.need_lift, name="need_lift"),
    path("desk/training/regulations/", capability.regulations, name="regulations"),
    path("desk/training/regulations/<int:version_id>/", capability.version, name="version"),
    path("desk/training/regulations/<int:version_id>/confirm/", capability.confirm, name="confirm"),
]
