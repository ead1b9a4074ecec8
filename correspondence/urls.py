"""/undelivered/"""

from django.urls import path

from correspondence import views

urlpatterns = [
    path("undelivered/", views.unsent, name="undelivered"),
    path("undelivered/<int:pk>/again/", views.send_again, name="undelivered-again"),
    path("undelivered/<int:pk>/leave/", views.leave, name="undelivered-leave"),
]
