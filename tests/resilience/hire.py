"""`python -m tests.resilience.hire`: make the crew on the database that the environment names."""

import django

django.setup()

from tests.factories.cast import make_user  # noqa: E402  models can be imported from here on
from tests.resilience.crew import CREW, name_of  # noqa: E402

if __name__ == "__main__":
    for username, role in CREW.items():
        make_user(name_of(username), role)
