"""Settings of the peers. Their database is a neighbour of the product's, in the same PostgreSQL."""

import os

SECRET_KEY = "bench"  # noqa: S105 - signs nothing
USE_TZ = True
INSTALLED_APPS = ["procrastinate.contrib.django", "django_tasks_db", "benchmarks.peers"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "peers",
        "USER": "postgres",
        "HOST": os.environ["BENCH_POSTGRES"],
        "CONN_MAX_AGE": None,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
