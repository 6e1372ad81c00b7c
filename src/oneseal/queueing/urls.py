"""Addresses of the queue."""

from django.urls import path

from oneseal.queueing.views import boards, booking, branding, hall, public, setup, workbench

app_name = "queueing"
urlpatterns = [
    path("halls/", public.halls, name="halls"),
    path("halls/<int:hall_id>/", public.hall, name="hall"),
    path("halls/<int:hall_id>/take/", public.take, name="take"),
    path("halls/<int:hall_id>/brand/<int:brand_id>/logo", branding.logo, name="brand_logo"),
    path("halls/<int:hall_id>/brand/<int:brand_id>/style.css", branding.style, name="brand_style"),
    path("tickets/<uuid:uid>/", public.ticket, name="ticket"),
    path("tickets/<uuid:uid>/<slug:verb>/", public.ticket_act, name="ticket_act"),
    path("my/appointments/", booking.mine, name="appointments"),
    path("my/appointments/new/", booking.new, name="book"),
    path("my/appointments/<uuid:uid>/", booking.appointment, name="appointment"),
    path("my/appointments/<uuid:uid>/<slug:verb>/", booking.act, name="appointment_act"),
    path("boards/<int:hall_id>/", boards.hall_board, name="board"),
    path("boards/<int:hall_id>/zones/<int:zone_id>/", boards.zone_board, name="zone_board"),
    path("boards/<int:hall_id>/windows/<int:window_id>/", boards.window_board, name="window_board"),
    path("boards/<int:hall_id>/calls/", boards.calls, name="calls"),
    path("boards/<int:hall_id>/lines/", boards.lines, name="board_lines"),
    path("desk/workbench/", workbench.workbench, name="workbench"),
    path("desk/workbench/line/", workbench.line, name="workbench_line"),
    path("desk/workbench/find/", workbench.find, name="workbench_find"),
    path("desk/workbench/word/<int:ticket_id>/", workbench.word, name="workbench_word"),
    path("desk/workbench/<slug:verb>/", workbench.act, name="workbench_act"),
    path("desk/hall/", hall.overview, name="overview"),
    path("desk/hall/counts/", hall.counts, name="counts"),
    path("desk/hall/guide/", hall.guide, name="guide"),
    path("desk/hall/appointments/", hall.appointments, name="desk_appointments"),
    path("desk/hall/appointments/<uuid:uid>/arrive/", hall.arrive, name="desk_arrive"),
    path("desk/hall/appointments/<uuid:uid>/name/", hall.name_staff, name="desk_name"),
    path("desk/hall/windows/<int:window_id>/lend/", hall.lend, name="lend"),
    path("desk/hall/windows/<int:window_id>/return/", hall.give_back, name="give_back"),
    path("desk/hall/setup/", setup.halls, name="setup"),
    path("desk/hall/setup/<int:hall_id>/", setup.hall, name="setup_hall"),
    path("desk/hall/setup/<int:hall_id>/brand/", branding.brand, name="brand"),
    path("desk/hall/setup/<int:hall_id>/brand/<int:brand_id>/", branding.preview, name="brand_preview"),
    path(
        "desk/hall/setup/<int:hall_id>/brand/<int:brand_id>/withdraw/",
        branding.withdraw,
        name="brand_withdraw",
    ),
    path("desk/hall/setup/<int:hall_id>/<slug:verb>/", setup.act, name="setup_act"),
    path("desk/hall/setup/<int:hall_id>/<slug:what>/<int:pk>/", setup.change, name="setup_change"),
    path("desk/hall/setup/<int:hall_id>/<slug:what>/<int:pk>/drop/", setup.drop, name="setup_drop"),
]
