"""Forms of the lab as a browser sends them, and browsers of its people."""

from typing import Any

from django.test import Client
from django.urls import reverse

from people.models import StaffUser

#: A light question, complete.
TYPED: dict[str, Any] = {
    "code": "",
    "original": "ru",
    "ru_text": "Чем пахнет ваше любимое утро?",
    "ru_familiar_text": "Чем пахнет твоё любимое утро?",
    "ru_hint": "",
    "ru_familiar_hint": "",
    "en_text": "What does your favourite morning smell of?",
    "en_hint": "",
    "domain": "everyday",
    "energy": "NEUTRAL",
    "depth": "2",
    "min_trust": "0",
    "stages": ["ENTRY", "EXPLORATION"],
    "trait_1": "openness",
    "information_1": "0.5",
    "safety_flags": ["none"],
    "cooldown_days": "0",
    "min_age": "18",
    "provenance_kind": "original",
    "provenance_licence": "project",
}


def browser_of(staff_id: int, language: str = "en") -> Client:
    """Return a browser in which a member of staff is logged in."""
    client = Client(headers={"accept-language": language})
    client.force_login(StaffUser.objects.get(pk=staff_id))
    return client


def page(name: str, *args: Any) -> str:
    """Return the address of a page of the lab."""
    return reverse(f"admin:onboarding_question_{name}", args=args)


def read(client: Client, url: str) -> str:
    """Return what a page says."""
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def do(client: Client, question_id: int, name: str, **typed: str) -> Any:
    """Send one of the forms of a question's page."""
    return client.post(page("do", question_id, name), typed, follow=True)
