"""The one settings file. Every line that differs between machines reads the
environment (or `.env`), and a value that is not understood stops the start."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")


def switch(name, *, default):
    """Read an on/off variable; anything but on, off, true, false, 1, 0 is refused."""
    words = {
        "on": True,
        "true": True,
        "1": True,
        "off": False,
        "false": False,
        "0": False,
    }
    value = env.str(name, default="on" if default else "off").strip().lower()
    if value not in words:
        raise ImproperlyConfigured(f"{name}={value!r}: write on or off.")
    return words[value]


def number(name, *, default, least, most):
    """Read a whole number between `least` and `most`."""
    value = env.str(name, default=str(default))
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(
            f"{name}={value!r}: write a whole number from {least} to {most}."
        )
    return int(value)


# -- What kind of start is this -----------------------------------------------

DEBUG = switch("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="for-development-only" if DEBUG else "")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG else []
)
if not DEBUG and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "DEBUG is off: set SECRET_KEY to at least 50 random characters."
    )
if not DEBUG and not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "DEBUG is off: set ALLOWED_HOSTS to the names this site is reached by."
    )

# Off only where the site is reached by plain http, as on quickstart's own machine.
HTTPS = switch("HTTPS", default=not DEBUG)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = number("SESSION_HOURS", default=10, least=1, most=240) * 3600

# -- What it is made of ---------------------------------------------------------

INSTALLED_APPS = [
    "campaigns",
    "dossiers",
    "config",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "lucide",
    "axes",
    "csp",
    "auditlog",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.own_language",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.middleware.way_back",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "campaigns.middleware.current_campaign",
    "axes.middleware.AxesMiddleware",
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context_processors.frame",
            ],
        },
    },
]

# -- Where things are kept ------------------------------------------------------

DATA_DIR = env.path("DATA_DIR", default=str(BASE_DIR / "data"))
Path(DATA_DIR).mkdir(parents=True, exist_ok=True)

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR('wenming.db')}")
}
_engine = DATABASES["default"].get("ENGINE", "").rsplit(".", 1)[-1]
if _engine == "sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue at once instead of failing half-way through a transaction.
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;"
            "PRAGMA busy_timeout=10000; PRAGMA synchronous=NORMAL;"
        ),
    }
elif _engine == "postgresql":
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
else:
    raise ImproperlyConfigured("DATABASE_URL: sqlite:///… or postgres://… only.")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = DATA_DIR("media")  # never under a URL: views hand files out, see evidence
# The court's own 仿宋, 楷体 and 小标宋, for the PDF; without it free fonts stand in.
FONTS_DIR = env.str("FONTS_DIR", default="") or None
if FONTS_DIR and not Path(FONTS_DIR).is_dir():
    raise ImproperlyConfigured(f"FONTS_DIR={FONTS_DIR!r}: there is no such folder.")
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR("static")
Path(STATIC_ROOT).mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# What arrives in pieces waits here until it is whole; never under a URL either.
INTAKE_ROOT = DATA_DIR("intake")
# One file, in megabytes, by its kind: documents, pictures, video and sound, a .zip.
# rules.md 4.3 (ASVS 5.2.1).
UPLOAD_FILE_MEGABYTES = number("UPLOAD_FILE_MEGABYTES", default=50, least=1, most=2000)
UPLOAD_PICTURE_MEGABYTES = number(
    "UPLOAD_PICTURE_MEGABYTES", default=30, least=1, most=200
)
UPLOAD_VIDEO_MEGABYTES = number(
    "UPLOAD_VIDEO_MEGABYTES", default=500, least=1, most=4000
)
UPLOAD_ZIP_MEGABYTES = number("UPLOAD_ZIP_MEGABYTES", default=500, least=1, most=4000)
FILE_UPLOAD_HANDLERS = [
    "config.uploading.WholeNames",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# The archive is to be read again at least this often; older than that, pages warn.
VERIFY_EVERY_DAYS = number("VERIFY_EVERY_DAYS", default=7, least=1, most=366)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_NUMBER_FILES = 200

# -- Who may come in ------------------------------------------------------------

AUTH_USER_MODEL = "campaigns.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "config.backends.RoleBackend",
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ["username", "name"]}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

# A court's LAN shares one address, so a lock is on name and address together.
AXES_USERNAME_CALLABLE = "config.backends.name_signed_in_with"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = number("LOGIN_FAILURES", default=5, least=3, most=20)
AXES_COOLOFF_TIME = 0.5  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "locked.html"
AXES_VERBOSE = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Every row a person may change keeps its history, with actor and address.
AUDITLOG_INCLUDE_TRACKING_MODELS = (
    "campaigns",
    "dossiers",
    {
        "model": "campaigns.User",
        "exclude_fields": ["password", "last_login"],
        "m2m_fields": {"groups", "user_permissions"},
    },
    {"model": "campaigns.Activity", "m2m_fields": {"criteria", "co_hosts"}},
    {"model": "campaigns.Evidence", "m2m_fields": {"criteria"}},
    {"model": "campaigns.Category", "m2m_fields": {"criteria"}},
    {"model": "campaigns.FileText", "exclude_fields": ["text"]},
)

# -- Language and time ----------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
