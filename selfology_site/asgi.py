"""The ASGI application that uvicorn serves."""

import os

from django.core.asgi import get_asgi_application

from selfology_site.web_connections import closed_after_each_request

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selfology_site.settings")


def _application() -> object:
    from django.conf import settings  # noqa: PLC0415 - settings need the line above

    settings.DATABASES["default"] = closed_after_each_request(settings.DATABASES["default"])
    if settings.STACK is not None:
        settings.STACK.ensure()
    return get_asgi_application()


application = _application()
