"""Addresses of the inbox and of the gateway's reports."""

from django.urls import path

from oneseal.notices import views

app_name = "notices"
urlpatterns = [
    path("messages/", views.inbox, name="inbox"),
    path("messages/read/", views.read_all, name="read_all"),
    path("messages/preference/", views.preference, name="preference"),
    path("messages/<int:message_id>/", views.message, name="message"),
    path("gateways/sms/report/", views.sms_report, name="sms_report"),
]
