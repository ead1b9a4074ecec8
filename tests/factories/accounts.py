"""Users."""

from django.contrib.auth import get_user_model

PASSWORD = "an-invented-password"


def user(name: str):
    """An active user called `name`, who signs in with `PASSWORD`."""
    username = name.lower().replace(" ", ".")
    return get_user_model().objects.create_user(username, PASSWORD, name=name, email=f"{username}@council.example")
