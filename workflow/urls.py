"""The internal JSON API, and "I know this family" said of any record."""

from django.urls import path

from workflow import api, views

API = "api/internal/<slug:process>/<reference:reference>/"

urlpatterns = [
    path(API, api.RecordState.as_view(), name="api-record"),
    path(f"{API}<slug:step>/", api.RecordAction.as_view(), name="api-action"),
    path("interest/<slug:process>/<reference:reference>/", views.interest, name="record-interest"),
]
