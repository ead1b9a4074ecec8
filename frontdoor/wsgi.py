"""The WSGI entry that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from directory.profile import current

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontdoor.settings")

application = get_wsgi_application()
current()  # a web server runs no system checks: a wrong profile must stop it here, with its one clear error
