"""The ASGI application that uvicorn serves."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selfology_site.settings")


def _application() -> object:
    from django.conf import settings  # noqa: PLC0415 - settings need the line above

    if settings.STACK is not None:
        settings.STACK.ensure()
    return get_asgi_application()


application = _application()
