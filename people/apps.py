"""Makes references known to the addresses of every app above."""

from django.apps import AppConfig
from django.urls import register_converter

from people.references import ReferenceConverter


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self):
        """An address may say `<reference:…>`."""
        register_converter(ReferenceConverter, "reference")
