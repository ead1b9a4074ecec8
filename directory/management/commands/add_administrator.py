"""`manage.py add_administrator USERNAME --name NAME`: the first system administrator, who then adds all the others."""

import os
from getpass import getpass

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from directory import demo, staff
from directory.forms import NewUserForm, PasswordForm
from directory.roles import Role
from directory.services import holders

PASSWORD = "ADMINISTRATOR_PASSWORD"


class Command(BaseCommand):
    """Adds a user who may administer users, and nothing else. Refuses where somebody can do that already.

    Asks for the password, or takes it from ADMINISTRATOR_PASSWORD: on the command line everybody on the machine
    could read it.
    """

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("username", help="small letters, digits, dots and dashes")
        parser.add_argument("--name", required=True, help="the full name, as colleagues read it")
        parser.add_argument("--email", default="", help="where notices about the account go")

    def handle(self, *args, username, name, email, **options):
        now = timezone.now()
        if holders([Role.SYSTEM_ADMIN], now).exclude(email__endswith=demo.DOMAIN).exists():
            raise CommandError("There is a system administrator already: they add users and grant roles.")
        details = valid(NewUserForm({"username": username, "name": name, "email": email}))
        password = self.password(details)
        with transaction.atomic():
            user = staff.add(details | {"password": password}, None, now)
            staff.grant_role(user, Role.SYSTEM_ADMIN, now, None, None, now)
        self.stdout.write(f"{user.name} is system administrator, and signs in as {user.username}.")

    def password(self, details):
        """What the environment says, or what is typed twice, if it is good enough."""
        given = os.environ.get(PASSWORD)
        try:
            first, second = (given, given) if given else (getpass("Password: "), getpass("The same again: "))
        except EOFError:
            raise CommandError(f"There is nobody to ask for a password: set {PASSWORD}.") from None
        form = PasswordForm({"password1": first, "password2": second}, user=get_user_model()(**details))
        return valid(form)["password1"]


def valid(form):
    """What the form makes of it; raises `CommandError` with what is wrong, in the words of the pages."""
    if form.is_valid():
        return form.cleaned_data
    faults = [f"{form[field].label}: {' '.join(errors)}" for field, errors in form.errors.items()]
    raise CommandError(" ".join(faults))
