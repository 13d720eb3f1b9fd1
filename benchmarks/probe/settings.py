"""The product's settings with the app that gives its backbone work to do."""

from selfology_site.settings import *  # noqa: F403 - these settings, and one app more
from selfology_site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.probe"]
