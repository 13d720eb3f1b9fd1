"""Django settings, derived from the environment (`selfology_site.env`)."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from selfology_site import admin_site, development_secrets
from selfology_site.embedded import EmbeddedStack, Server
from selfology_site.env import BASE_DIR, read_env
from selfology_site.log_config import logging_config

ENV = read_env()
IS_PRODUCTION = ENV.is_production
DATA_DIR: Path = ENV.selfology_data_dir.resolve()
DEBUG = False

if IS_PRODUCTION and (missing := ENV.missing_in_production()):
    message = f"In production these must be set: {', '.join(missing)}."
    raise ImproperlyConfigured(message)

SECRET_KEY = ENV.secret_key or development_secrets.secret_key(DATA_DIR)
FIELD_ENCRYPTION_KEYS = ENV.field_encryption_keys or development_secrets.field_encryption_keys(
    DATA_DIR
)

# The embedded stack: each server only where its URL is unset. Production brings its own.
_EMBEDDED = frozenset(
    server
    for server, url in (
        (Server.POSTGRES, ENV.database_url),
        (Server.REDIS, ENV.redis_url),
        (Server.VECTORS, ENV.qdrant_url),
    )
    if url is None and not IS_PRODUCTION
)
STACK = EmbeddedStack(DATA_DIR, _EMBEDDED) if _EMBEDDED else None
DATABASE_URL = ENV.database_url or (STACK.database_url if STACK else "")
REDIS_URL = ENV.redis_url or (STACK.redis_url if STACK else "")
QDRANT_URL = ENV.qdrant_url
QDRANT_API_KEY = ENV.qdrant_api_key
OPENAI_API_KEY = ENV.openai_api_key or ""
OPENAI_BASE_URL = ENV.openai_base_url or ""
OPENAI_API = ENV.openai_api
ANTHROPIC_API_KEY = ENV.anthropic_api_key or ""
ANTHROPIC_BASE_URL = ENV.anthropic_base_url or ""


def _database(url: str) -> dict[str, Any]:
    """Return Django's database settings for a postgresql:// URL, with the limits we rely on."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "selfology",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or 5432),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            "connect_timeout": 2,
            "tcp_user_timeout": 5000,
            "keepalives_idle": 10,
            "options": (
                "-c statement_timeout=15000 -c lock_timeout=5000"
                # Concerns what `core.prepared` prepares: its plans do not depend on parameters.
                " -c plan_cache_mode=force_generic_plan"
                " -c idle_in_transaction_session_timeout=30000"
            ),
            **query,
        },
    }


DATABASES = {"default": _database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.StaffUser"

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_rq",
    "core",
    "events",
    "people",
    "ai",
    "onboarding",
    "analysis",
    "profiles",
    "coach",
    "telegram_bot",
    "selfology_site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "selfology_site.urls"
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
            ]
        },
    }
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en"
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "selfology_site.formats"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = not IS_PRODUCTION

ALLOWED_HOSTS = [host.strip() for host in ENV.allowed_hosts.split(",")]
PUBLIC_URL = ENV.public_url
PORT = ENV.port
ADMIN_PATH = ENV.admin_path.strip("/")
LOGIN_REDIRECT_URL = f"/{ADMIN_PATH}/"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

SANDBOX_TOKEN = "42:sandbox"  # noqa: S105 - not a secret: the sandbox takes any token
SANDBOX_ENABLED = ENV.telegram_token is None and not IS_PRODUCTION
SANDBOX_PORT = ENV.sandbox_port
TELEGRAM_TOKEN = ENV.telegram_token or (SANDBOX_TOKEN if SANDBOX_ENABLED else "")
TELEGRAM_API_URL = ENV.telegram_api_url or (
    f"http://127.0.0.1:{SANDBOX_PORT}" if SANDBOX_ENABLED else "https://api.telegram.org"
)
TELEGRAM_MODE = ENV.telegram_mode
TELEGRAM_WEBHOOK_SECRET = ENV.telegram_webhook_secret or (
    "" if IS_PRODUCTION else development_secrets.webhook_secret(DATA_DIR)
)

QUEUES = ("critical", "high", "normal", "low")
RQ_QUEUES = {
    name: {
        "URL": REDIS_URL,
        "SERIALIZER": "rq.serializers.JSONSerializer",
        "DEFAULT_TIMEOUT": 180,
        "REDIS_CLIENT_KWARGS": {"socket_connect_timeout": 1, "health_check_interval": 15},
    }
    for name in QUEUES
}
RQ = {"COMMIT_MODE": "auto"}

OTLP_ENDPOINT = ENV.otel_exporter_otlp_endpoint
METRICS_DIR = DATA_DIR / "metrics"
METRICS_TOKEN = ENV.metrics_token or ""

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_config(ENV.log_level)
UNFOLD: dict[str, Any] = admin_site.UNFOLD
