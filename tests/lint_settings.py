"""The product's settings with the app that looks for dangerous migrations."""

from selfology_site.settings import *  # noqa: F403 - these settings, and one app more
from selfology_site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
