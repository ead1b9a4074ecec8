"""/people/…"""

from django.urls import path

from people import views

urlpatterns = [
    path("search/", views.search_people, name="people-search"),
    path("search/<str:key>/", views.found, name="people-found"),
    path("matches/", views.likely, name="people-matches"),
    path("<str:reference>/", views.person, name="person"),
]
