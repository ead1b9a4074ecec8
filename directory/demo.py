"""Demo users: invented people who sign in with one click while DEBUG is on, and not at all otherwise.

The mark of a demo user is the e-mail domain, which can never be delivered to (RFC 2606). They have no
password, so there is none to guess or to leave behind; `directory.sign_in.Backend` lets no demo user in
without DEBUG, whatever way they try, and ends the sessions they still had.
"""

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from directory import profile
from directory.models import RoleGrant

DOMAIN = "@demo.example"


def is_demo(user) -> bool:
    """Whether `user` exists for the demo alone."""
    return user.email.endswith(DOMAIN)


def demo_users() -> QuerySet:
    """The active demo users in the order in which they were made."""
    return get_user_model().objects.filter(email__endswith=DOMAIN, is_active=True).order_by("pk")


def demo_sign_ins() -> list[dict[str, str]]:
    """What the sign-in page says of each demo user: user name, name, and their roles' local titles."""
    titles = profile.current().role_titles
    now = Prefetch("grants", queryset=RoleGrant.objects.at(timezone.now()))
    return [
        {
            "username": user.username,
            "name": user.name,
            "role": ", ".join(titles[grant.role] for grant in user.grants.all()),
        }
        for user in demo_users().prefetch_related(now)
    ]
