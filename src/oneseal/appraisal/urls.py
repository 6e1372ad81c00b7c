"""Addresses of appraisal."""

from django.urls import path

from oneseal.appraisal.views import amenities, circulation, conduct, patrols, scores

app_name = "appraisal"
urlpatterns = [
    path("amenities/", amenities.public, name="amenities"),
    path("desk/amenities/", amenities.desk, name="desk_amenities"),
    path("desk/amenities/<int:ticket_id>/settle/", amenities.settle, name="settle_ticket"),
    path("desk/appraisal/", scores.mine, name="mine"),
    path("desk/appraisal/board/", scores.board, name="board"),
    path("desk/appraisal/ranking/", scores.ranking, name="ranking"),
    path("desk/appraisal/bulletin/", scores.bulletin, name="bulletin"),
    path("desk/appraisal/marks/", scores.marks, name="marks"),
    path("desk/appraisal/marks/confirm/", scores.confirm, name="confirm_marks"),
    path("desk/appraisal/scheme/", scores.scheme, name="scheme"),
    path("desk/appraisal/scores/<int:score_id>/appeal/", scores.appeal_score, name="appeal_score"),
    path("desk/appraisal/appeals/", scores.appeals, name="appeals"),
    path("desk/appraisal/appeals/<int:appeal_id>/", scores.appeal, name="appeal"),
    path("desk/bulletins/", circulation.deliveries, name="deliveries"),
    path("desk/bulletins/<int:delivery_id>/", circulation.delivery, name="delivery"),
    path("desk/bulletins/<int:delivery_id>/<slug:verb>/", circulation.act, name="delivery_act"),
    path("desk/bulletins/send/<int:bulletin_id>/", circulation.send, name="send_bulletin"),
    path("desk/bulletins/remind/<int:bulletin_id>/", circulation.remind, name="remind_units"),
    path("desk/conduct/", conduct.conduct, name="conduct"),
    path("desk/violations/", conduct.violations, name="violations"),
    path("desk/violations/new/", conduct.new, name="violation_new"),
    path("desk/violations/<int:violation_id>/", conduct.violation, name="violation"),
    path("desk/violations/<int:violation_id>/<slug:verb>/", conduct.act, name="violation_act"),
    path("desk/patrols/", patrols.patrols, name="patrols"),
    path("desk/patrols/new/", patrols.new, name="patrol_new"),
    path("desk/patrols/zones/", patrols.zone, name="zone"),
    path("desk/patrols/findings/<int:finding_id>/", patrols.finding, name="finding"),
    path("desk/patrols/findings/<int:finding_id>/<slug:verb>/", patrols.act, name="finding_act"),
]
