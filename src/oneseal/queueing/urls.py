"""Addresses of the queue."""

app_name = "queueing"
urlpatterns: list[object] = []
