"""Write `docs/EVENTS.md`."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.lint_settings")
    django.setup()
    from tests.events.event_page import PAGE, page

    PAGE.write_text(page(), encoding="utf-8")
