from django.apps import AppConfig


class MainsystemConfig(AppConfig):
    name = "mainsystem"
