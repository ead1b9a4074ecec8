"""/tray/…, /my-work/, /notices/ and who looked at whom."""

from django.urls import path

from duty import views

urlpatterns = [
    path("team/", views.team, name="team-tray"),
    path("tray/<str:slug>/", views.tray, name="tray"),
    path("tray/<str:slug>/together/<slug:step>/", views.together, name="tray-together"),
    path("my-work/", views.mine, name="my-work"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_notices, name="notices-read"),
    path("sound/", views.sound, name="sound"),
    path("audit/looks/", views.looks, name="looks"),
]
