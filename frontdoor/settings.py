"""Every setting, read in one sitting. What differs between deployments comes from the environment."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
DEMO_SECRET_KEY = "demo-only-and-refused-when-debug-is-off"
if not SECRET_KEY:
    SECRET_KEY = DEMO_SECRET_KEY
if SECRET_KEY == DEMO_SECRET_KEY and not DEBUG:
    raise ImproperlyConfigured("Set SECRET_KEY: without DEBUG there is no default one.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
AUTHORITY = env.str("AUTHORITY", "slough")
PROFILES_DIR = BASE_DIR / "profiles"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "rest_framework",
    "simple_history",
    "demo",
    "duty",
    "contacts",
    "referrals",
    "workflow",
    "mainsystem",
    "people",
    "deadlines",
    "correspondence",
    "directory",
    "audit",
    "accounts",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "directory.middleware.NoStoreMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "directory.middleware.IdleTimeoutMiddleware",
    "directory.middleware.SignInRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "frontdoor.urls"
WSGI_APPLICATION = "frontdoor.wsgi.application"
FORM_RENDERER = "frontdoor.forms_renderer.FrontDoorRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["directory.templatetags.page_of"],
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "duty.navigation.navigation",
            ],
        },
    }
]

# The application's own role. Migrations run as the owner, whose address is
# MIGRATION_DATABASE_URL: `manage.py migrate` is given it as DATABASE_URL (see stack/ and docker-compose.yml).
DATABASES = {"default": env.dj_db_url("DATABASE_URL", "postgres:///frontdoor")}
# A server that has vanished is noticed: when connecting (seconds), while idle (seconds), while asked (milliseconds).
NOTICED = {"connect_timeout": 5, "keepalives_idle": 30, "tcp_user_timeout": 30_000}
DATABASES["default"]["OPTIONS"] = NOTICED | DATABASES["default"].get("OPTIONS", {})
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sessions, throttles and the sign-in lockout live in PostgreSQL: Redis may be gone at any moment.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# What was done is said with names, and these machines are shared: no cookie carries a message.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG and env.bool("HTTPS", True)
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", 30 * 60)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "throttles",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# A new contact about as many children as it takes (contacts.forms.draft) carries each answer and what was shown of it.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["directory.sign_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "directory.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
# Failures lock out; sign-ins do not, for a whole office shares one address.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/15m/key", "login": ""}
CSRF_FAILURE_VIEW = "directory.views.session.csrf_failure"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Files that people send in. Only the application's own account may read them: they hold what the database holds.
FILES = env.path("FILES", BASE_DIR / "var" / "files")
PRIVATE = {"location": FILES, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": PRIVATE},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if DEBUG else env.int("HSTS_SECONDS", 31_536_000)
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["directory.permissions.HoldsARole"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
}

EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", "console:" if DEBUG else "smtp://localhost:25")
if "EMAIL_BACKEND" not in EMAIL_CONFIG:
    raise ImproperlyConfigured("EMAIL_URL must begin with submission://, smtp:// or console: (see deploy/env.example).")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = EMAIL_CONFIG["EMAIL_HOST"], EMAIL_CONFIG["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL_CONFIG["EMAIL_HOST_USER"], EMAIL_CONFIG["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_CONFIG["EMAIL_USE_TLS"], EMAIL_CONFIG["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = EMAIL_CONFIG["EMAIL_TIMEOUT"] or 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "front-door@localhost")

CELERY_BROKER_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # a task's failure is logged as LOGGING says
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 300}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = 240
CELERY_TASK_SOFT_TIME_LIMIT = 200
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "audit.tasks.tick", "schedule": 2.0, "options": {"expires": 10}},
    "sweep-deadlines": {"task": "deadlines.tasks.sweep", "schedule": 15.0, "options": {"expires": 60}},
    "relay-outbox": {"task": "correspondence.tasks.relay", "schedule": 5.0, "options": {"expires": 60}},
    "read-imports": {"task": "mainsystem.tasks.read_imports", "schedule": 10.0, "options": {"expires": 60}},
    "count-unseen": {"task": "duty.tasks.count_unseen", "schedule": 60.0, "options": {"expires": 60}},
    "clear-sessions": {"task": "directory.tasks.clear_sessions", "schedule": 3600.0},
    "forget-searches": {"task": "people.tasks.forget_searches", "schedule": 3600.0},
    "forget-files": {"task": "mainsystem.tasks.forget_files", "schedule": crontab(hour=3, minute=15)},
    "compare-slips": {"task": "workflow.tasks.compare_slips", "schedule": crontab(hour=2, minute=30)},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {"()": "frontdoor.logs.Discreet", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "filters": {"not_merely_not_ready": {"()": "frontdoor.logs.NotMerelyNotReady"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    # Django's own handlers, one of which sends tracebacks by mail, give way to the one above.
    "loggers": {"django": {"handlers": []}, "django.request": {"filters": ["not_merely_not_ready"]}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
}
