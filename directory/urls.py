"""Signing in, going home, and the pages of administration."""

from allauth.account.views import logout
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from directory.views import configuration, grants, rota, sign_in, trail, users

user = [  # /users/<number>/
    path("", users.user, name="user"),
    path("details/", users.details, name="user-details"),
    path("password/", users.password, name="user-password"),
    path("team/", users.team, name="user-team"),
    path("deactivate/", users.deactivate, name="user-deactivate"),
    path("activate/", users.activate, name="user-activate"),
    path("grant/", grants.grant, name="user-grant"),
    path("grants/<int:grant_pk>/end/", grants.end, name="user-end-grant"),
]

urlpatterns = [
    path("", sign_in.home, name="home"),
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-in/demo/", sign_in.sign_in_as_demo, name="sign-in-demo"),
    path("sign-out/", login_not_required(logout), name="account_logout"),
    path("password/", sign_in.change_password, name="account_change_password"),
    path("users/", users.users, name="users"),
    path("users/new/", users.new, name="user-new"),
    path("users/<int:pk>/", include(user)),
    path("cover/", grants.cover, name="cover"),
    path("cover/<int:grant_pk>/end/", grants.end_cover, name="end-cover"),
    path("rota/", rota.rota, name="rota"),
    path("rota/<str:monday>/", rota.rota, name="rota-week"),
    path("rota/turns/<int:pk>/take-off/", rota.take_off, name="rota-take-off"),
    path("hours/", configuration.hours, name="hours"),
    path("hours/new/", configuration.opening, name="hours-new"),
    path("hours/<int:pk>/", configuration.opening, name="hours-change"),
    path("directory/", configuration.duty_directory, name="directory"),
    path("directory/new/", configuration.entry, name="directory-new"),
    path("directory/<slug:slug>/", configuration.entry, name="directory-change"),
    path("audit/", trail.audit, name="audit"),
]
