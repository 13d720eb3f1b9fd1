"""How a question looks to the person; staff see drafts the same way before anybody is asked."""

from core.vocabulary import Language
from onboarding.steps import Ask
from people.choices import AddressForm
from telegram_bot.dialogue import keyboards
from telegram_bot.reply import Reply
from telegram_bot.texts import say, say_to


def announcement(step: Ask, language: Language, form: AddressForm) -> Reply:
    """Return what stands before a heavy question, without its words."""
    return Reply(
        say_to("heavy_gate", language, form), keyboards.heavy_gate(language, step.asked_id)
    )


def question(step: Ask, language: Language, form: AddressForm) -> Reply:
    """Return the question with its place in the session and its buttons.

    Args:
        step: the question, in a language of its own.
        language: of the buttons.
        form: how the person is addressed.
    """
    return Reply(question_html(step, form), keyboards.question(language, step.asked_id))


def question_html(step: Ask, form: AddressForm) -> str:
    """Return the words of a question, with its place in the session."""
    dots = "●" * step.number + "○" * (step.total - step.number)
    text, hint = step.wording(form)
    said = say(
        "question",
        step.language,
        number=step.number,
        total=step.total,
        dots=dots,
        text=text,
    )
    return f"{said}\n{say('hint', step.language, hint=hint)}" if hint else said
