"""The messages in which one question reaches a person, for those who look at it before. Pure."""

from core.vocabulary import Language
from onboarding.question_preview import Screen
from onboarding.steps import Ask
from people.choices import AddressForm
from telegram_bot.dialogue.asking import announcement, question
from telegram_bot.reply import Reply


def screens(step: Ask, language: Language, form: AddressForm) -> tuple[Screen, ...]:
    """Return what is sent of one question, in order: a heavy one is announced first."""
    before = (announcement(step, language, form),) if step.is_heavy else ()
    return tuple(map(_screen, (*before, question(step, language, form))))


def _screen(reply: Reply) -> Screen:
    return Screen(reply.html, tuple(tuple(b.label for b in row) for row in reply.keyboard))
