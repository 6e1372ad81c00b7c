"""Addresses of the hall."""

from django.urls import path

from oneseal.hall.views import handovers, meetings, slips, solo

app_name = "hall"
urlpatterns = [
    path("desk/slips/", slips.slips, name="slips"),
    path("desk/slips/new/<slug:kind>/", slips.new, name="slip_new"),
    path("desk/slips/<int:slip_id>/", slips.slip, name="slip"),
    path("desk/slips/<int:slip_id>/seen/<slug:field>/", slips.see, name="slip_see"),
    path("desk/slips/<int:slip_id>/<slug:verb>/", slips.act, name="slip_act"),
    path("desk/handovers/", handovers.handovers, name="handovers"),
    path("desk/handovers/new/<int:case_id>/", handovers.new, name="handover_new"),
    path("desk/handovers/<int:handover_id>/", handovers.handover, name="handover"),
    path("desk/handovers/<int:handover_id>/<slug:verb>/", handovers.act, name="handover_act"),
    path("desk/meetings/", meetings.meetings, name="meetings"),
    path("desk/meetings/new/<int:case_id>/", meetings.new, name="meeting_new"),
    path("desk/meetings/contact/<int:case_id>/", meetings.contact, name="contact_new"),
    path("desk/meetings/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("desk/meetings/<int:meeting_id>/<slug:verb>/", meetings.act, name="meeting_act"),
    path("solo/", solo.public, name="solo_public"),
    path("desk/solo/", solo.approvers, name="solo"),
    path("desk/solo/appoint/", solo.appoint, name="solo_appoint"),
    path("desk/solo/<int:approver_id>/dismiss/", solo.dismiss, name="solo_dismiss"),
    path("desk/solo/begin/<int:case_id>/", solo.begin, name="solo_begin"),
    path("desk/solo/leave/<int:case_id>/", solo.leave, name="solo_leave"),
    path("desk/solo/audits/<int:audit_id>/", solo.audit, name="solo_audit"),
]
