"""Start-up checks: a deployment whose authority profile is wrong does not start."""

from django.core.checks import Error

from directory import profile


def profile_is_right(app_configs, **_):
    """The profile of this deployment can be read: else one error that names file, key and reason."""
    try:
        profile.current()
    except profile.ProfileError as error:
        return [Error(str(error), id="directory.E001")]
    return []
