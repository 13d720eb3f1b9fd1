"""Where requests go."""

from django.conf import settings
from django.contrib import admin
from django.urls import path
from django.views.generic import RedirectView

from selfology_site.health import live, ready
from selfology_site.metrics_page import metrics
from telegram_bot.setup import WEBHOOK_PATH
from telegram_bot.webhook import receive

urlpatterns = [
    path("livez", live),
    path("readyz", ready),
    path("metrics", metrics),
    path(WEBHOOK_PATH, receive),
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    path("", RedirectView.as_view(url=f"/{settings.ADMIN_PATH}/")),
]
