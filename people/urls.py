"""/people/…"""

from django.urls import path

from people import views

urlpatterns = [
    path("search/", views.search_people, name="people-search"),
    path("search/<reference:key>/", views.found, name="people-found"),
    path("matches/", views.likely, name="people-matches"),
    path("<reference:reference>/", views.person, name="person"),
]
