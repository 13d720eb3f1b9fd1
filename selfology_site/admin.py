"""Joins the pages that belong to no model to the staff site."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_rq.models import Dashboard

from selfology_site.staff_overview import staff_urls

admin.site.index_title = _("Overview")
admin.site.extra_urls = staff_urls  # type: ignore[attr-defined]  # unfold's site asks for it
# Deliveries tell all that the queues hold, and more.
admin.site.unregister(Dashboard)
