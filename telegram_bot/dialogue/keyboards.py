"""The sets of buttons, by what the person may do next."""

from core.vocabulary import Language
from telegram_bot.callback_data import Press, Screen
from telegram_bot.reply import Button, Keyboard, Style
from telegram_bot.texts import say


def button(
    language: Language,
    label: str,
    screen: Screen,
    action: str,
    object_id: int = 0,
    style: Style = "",
) -> Button:
    """Return a button whose label is the text `button_<label>`."""
    return Button(say(f"button_{label}", language), Press(screen, action, object_id), style)


def start(language: Language) -> Keyboard:
    """Return the buttons of the first screen."""
    return (
        (button(language, "begin", Screen.START, "begin", style="primary"),),
        (
            button(language, "how", Screen.START, "how"),
            button(language, "other_language", Screen.START, "language"),
        ),
    )


def consent(language: Language) -> Keyboard:
    """Return the buttons under the consent text."""
    return (
        (button(language, "agree", Screen.START, "agree", style="success"),),
        (
            button(language, "policy", Screen.START, "policy"),
            button(language, "not_now", Screen.START, "not_now"),
        ),
    )


def address(language: Language, first_name: str) -> Keyboard:
    """Return the buttons of the question what to call the person."""
    nameless = button(language, "no_name", Screen.ADDRESS, "none")
    if not first_name:
        return ((nameless,),)
    return ((Button(first_name[:20], Press(Screen.ADDRESS, "telegram")), nameless),)


def address_form(language: Language) -> Keyboard:
    """Return the buttons of the question for the form of address."""
    return (
        (
            button(language, "ty", Screen.ADDRESS, "ty"),
            button(language, "vy", Screen.ADDRESS, "vy"),
        ),
    )


def question(language: Language, asked_id: int) -> Keyboard:
    """Return the buttons under a question."""
    return (
        (
            button(language, "skip", Screen.QUESTION, "skip", asked_id),
            button(language, "another", Screen.QUESTION, "another", asked_id),
        ),
        (
            button(language, "pause", Screen.QUESTION, "pause", asked_id),
            button(language, "why", Screen.QUESTION, "why", asked_id),
            button(language, "more", Screen.QUESTION, "more", asked_id),
        ),
    )


def wishes(language: Language, asked_id: int) -> Keyboard:
    """Return what else may be wished about a question; they take the place of its buttons."""
    return (
        (
            button(language, "put_off", Screen.QUESTION, "put_off", asked_id),
            button(language, "not_topic", Screen.QUESTION, "not_topic", asked_id),
        ),
        (button(language, "never", Screen.QUESTION, "never", asked_id),),
        (button(language, "back", Screen.QUESTION, "back", asked_id),),
    )


def explained_question(language: Language, asked_id: int) -> Keyboard:
    """Return the buttons of a question under the words why it was asked."""
    return tuple(
        tuple(one for one in row if one.press.action != "why")
        for row in question(language, asked_id)
    )


def heavy_gate(language: Language, asked_id: int) -> Keyboard:
    """Return the buttons that come before a heavy question."""
    return (
        (
            button(language, "lighter", Screen.QUESTION, "another", asked_id, "primary"),
            button(language, "ready", Screen.QUESTION, "ready", asked_id),
        ),
    )


def fatigue(language: Language, asked_id: int) -> Keyboard:
    """Return the buttons of the offer to stop for today."""
    return (
        (
            button(language, "enough", Screen.QUESTION, "enough", asked_id, "primary"),
            button(language, "one_more", Screen.QUESTION, "ready", asked_id),
        ),
    )


def paused(language: Language) -> Keyboard:
    """Return the button that ends a pause."""
    return ((button(language, "continue", Screen.MENU, "questions", style="primary"),),)


def idle(language: Language) -> Keyboard:
    """Return what can be done between talks."""
    return (
        (button(language, "more_questions", Screen.MENU, "questions", style="primary"),),
        (
            button(language, "profile", Screen.MENU, "profile"),
            button(language, "coach", Screen.MENU, "coach"),
        ),
    )


def deeper(language: Language) -> Keyboard:
    """Return the button to the consent under which models read answers."""
    return ((button(language, "deeper", Screen.SETTINGS, "vendors"),),)


def nothing_open(language: Language) -> Keyboard:
    """Return what can be done when the open topics hold no question."""
    return ((button(language, "topics", Screen.SETTINGS, "topics"),), *idle(language)[1:])


def portrait(language: Language) -> Keyboard:
    """Return what can be done after a look at the portrait."""
    return (
        (button(language, "more_questions", Screen.MENU, "questions", style="primary"),),
        (button(language, "coach", Screen.MENU, "coach"),),
    )


def to_settings(language: Language) -> Keyboard:
    """Return the button back to the settings."""
    return ((button(language, "settings", Screen.MENU, "settings"),),)


def farther(language: Language) -> Keyboard:
    """Return the button by which a person keeps more distance."""
    return ((button(language, "farther", Screen.SETTINGS, "farther"),),)


def way_back(language: Language) -> Keyboard:
    """Return the button from another screen to the question that is still open."""
    return ((button(language, "to_question", Screen.MENU, "questions", style="primary"),),)


def next_question(language: Language) -> Keyboard:
    """Return the button to the questions that stands under the coach."""
    return ((button(language, "next_question", Screen.MENU, "questions"),),)


def memory(language: Language) -> Keyboard:
    """Return the buttons of the question whether the coach may recall earlier answers."""
    return (
        (
            button(language, "allow", Screen.COACH, "allow", style="success"),
            button(language, "without", Screen.COACH, "without"),
        ),
    )


def consent_to(language: Language, name: str) -> Keyboard:
    """Return the buttons under the text of an optional consent."""
    return (
        (
            button(language, "allow", Screen.CONSENT, f"allow_{name}", style="success"),
            button(language, "without", Screen.CONSENT, f"refuse_{name}"),
        ),
    )


def erase(language: Language) -> Keyboard:
    """Return the buttons of the question whether to erase everything, the safe one first."""
    return (
        (
            button(language, "keep", Screen.ERASE, "keep", style="primary"),
            button(language, "export", Screen.ERASE, "export"),
        ),
        (button(language, "erase", Screen.ERASE, "erase", style="danger"),),
    )


def age(language: Language) -> Keyboard:
    """Return the buttons of the question for the person's age."""
    return (
        (
            button(language, "adult", Screen.AGE, "adult"),
            button(language, "minor", Screen.AGE, "minor"),
        ),
    )
