"""/main-system/…"""

from django.urls import path

from mainsystem import views

urlpatterns = [
    path("", views.imports, name="main-system"),
    path("<int:pk>/", views.one, name="main-system-import"),
    path("<int:pk>/stop/", views.stop_reading, name="main-system-stop"),
    path("<int:pk>/problems.csv", views.problems, name="main-system-problems"),
]
