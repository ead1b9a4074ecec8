"""The table of contents of the whole product."""

from django.urls import include, path

from directory.views.session import not_found
from frontdoor import failures, health

handler404 = not_found
handler500 = failures.server_error

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("", include("directory.urls")),
    path("", include("correspondence.urls")),
    path("", include("duty.urls")),
    path("", include("contacts.urls")),
    path("", include("referrals.urls")),
    path("people/", include("people.urls")),
    path("main-system/", include("mainsystem.urls")),
    path("", include("workflow.urls")),
]
