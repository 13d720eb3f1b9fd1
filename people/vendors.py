"""To whom a person's words would go here, as the consent names them."""

from urllib.parse import urlsplit

from django.conf import settings

_OWN = {"anthropic": "Anthropic", "openai": "OpenAI"}
_HOSTS = frozenset({"api.anthropic.com", "api.openai.com"})


def vendor_names() -> tuple[str, ...]:
    """Return the AI vendors that have a key here; empty where there is none."""
    with_key = (code for code in _OWN if getattr(settings, f"{code.upper()}_API_KEY"))
    return tuple(dict.fromkeys(map(vendor_name, with_key)))


def vendor_name(code: str) -> str:
    """Return who receives what is sent to the vendor `code` here.

    A server at another address than the vendor's own is named by its host, because that is who
    receives the words.
    """
    host = urlsplit(getattr(settings, f"{code.upper()}_BASE_URL") or "").hostname
    return host if host and host not in _HOSTS else _OWN[code]
