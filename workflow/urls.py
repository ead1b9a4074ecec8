"""The internal JSON API."""

from django.urls import path

from workflow import api

urlpatterns = [
    path("<slug:process>/<reference:reference>/", api.RecordState.as_view(), name="api-record"),
    path("<slug:process>/<reference:reference>/<slug:step>/", api.RecordAction.as_view(), name="api-action"),
]
