from django.apps import AppConfig
from django.core import checks

from directory.checks import profile_is_right


class DirectoryConfig(AppConfig):
    name = "directory"

    def ready(self):
        checks.register(profile_is_right)
