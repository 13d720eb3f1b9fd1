"""What the fixed texts are made of, in each language and form of address. Data only."""

from dataclasses import dataclass, replace

from core.vocabulary import Language


@dataclass(frozen=True, slots=True)
class SafetyButtons:
    """Labels of the buttons under the safety question."""

    yes: str
    no: str
    contacts: str


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language; ``{…}`` is filled with contacts."""

    emergency: str
    joining: str
    people: str
    verified: str
    unverified: str
    active: str
    passive: str
    distress: str
    still_here: str
    grounding: str
    question: str
    buttons: SafetyButtons


_FORMAL: dict[Language, Words] = {
    Language.RU: Words(
        emergency=(
            "Если вы можете причинить себе вред или кто-то в опасности, позвоните прямо сейчас: "
            "{numbers}."
        ),
        joining=" или ",
        people="Поговорить с живым человеком можно здесь:",
        verified="Прямо сейчас можно позвонить или написать сюда, там ответит живой человек:",
        unverified=(
            "Мы ещё не успели сами проверить эти контакты. Если не отвечают, звоните в экстренную "
            "службу."
        ),
        active=(
            "То, что вы пишете, очень важно, и вы не обязаны справляться с этим в одиночку. "
            "Если есть кто-то, кому вы доверяете, позовите его к себе или выйдите к людям.\n\n"
            "Я программа и не могу помочь так, как человек. Обычный разговор я ставлю на паузу и "
            "остаюсь здесь: пишите, если хочется."
        ),
        passive=(
            "Спасибо, что написали об этом. Это важно, и с этим не нужно оставаться наедине: "
            "расскажите, пожалуйста, человеку, которому доверяете.\n\n"
            "Я программа и не могу помочь так, как человек. Поставлю разговор на паузу и не буду "
            "задавать вопросов, пока вы сами не вернётесь."
        ),
        distress=(
            "Похоже, сейчас вам правда тяжело. Можно остановиться и передохнуть или взять вопрос "
            "полегче — как вам спокойнее.\n\n"
            "Я программа и не заменю человека. Если станет хуже, поговорите с кем-то близким или "
            "позвоните:"
        ),
        still_here=(
            "Я здесь и читаю вас. Вопросов не задаю. Я программа, а сейчас нужен "
            "человек: позвоните или напишите тому, кому доверяете, или сюда:"
        ),
        grounding=(
            "Вопрос был непростой, и прерваться — хорошее решение. Если хочется, почувствуйте "
            "ступнями пол, медленно выдохните и найдите взглядом пять предметов вокруг. "
            "В следующий раз начнём с чего-нибудь лёгкого. А если станет совсем тяжело, "
            "поговорите с кем-то, кому доверяете, или позвоните: {numbers}."
        ),
        question="Вы сейчас в безопасности?",
        buttons=SafetyButtons(yes="Да, я в безопасности", no="Нет", contacts="Контакты"),
    ),
    Language.EN: Words(
        emergency="If you might hurt yourself or anyone is in danger, call right now: {numbers}.",
        joining=" or ",
        people="You can talk to a real person here:",
        verified="You can call or write to these right now, and a real person will answer:",
        unverified=(
            "We have not been able to check these ourselves yet. If nobody answers, call the "
            "emergency number."
        ),
        active=(
            "What you wrote matters a great deal, and you do not have to get through it on your "
            "own. If there is someone you trust, ask them to come, or go to where people are.\n\n"
            "I am a program and cannot help the way a person can. Our usual talk is on pause, and "
            "I am staying here: write whenever you like."
        ),
        passive=(
            "Thank you for writing this. It matters, and it is not something to be alone with: "
            "please tell a person you trust.\n\n"
            "I am a program and cannot help the way a person can. I will pause here and ask "
            "nothing until you come back."
        ),
        distress=(
            "It sounds as if things are really hard right now. We can stop for a while, or take "
            "an easier question, whichever feels calmer.\n\n"
            "I am a program and no substitute for a person. If it gets worse, talk to somebody "
            "close to you, or call:"
        ),
        still_here=(
            "I am here and I am reading. I will not ask you anything. I am a program, and this "
            "needs a person: call or write to someone you trust, or here:"
        ),
        grounding=(
            "That was a hard question, and stopping is a good choice. If you like, feel the floor "
            "under your feet, breathe out slowly and find five things around you with your eyes. "
            "Next time we will begin with something light. And if it gets too heavy, talk to "
            "someone you trust, or call: {numbers}."
        ),
        question="Are you safe right now?",
        buttons=SafetyButtons(yes="Yes, I'm safe", no="No", contacts="Contacts"),
    ),
}
#: Russian for whoever chose «ты»; no verb or adjective in it gives the person a gender.
_FAMILIAR: dict[Language, Words] = {
    Language.RU: replace(
        _FORMAL[Language.RU],
        emergency=(
            "Если ты можешь причинить себе вред или кто-то в опасности, позвони прямо сейчас: "
            "{numbers}."
        ),
        unverified=(
            "Мы ещё не успели сами проверить эти контакты. Если не отвечают, звони в экстренную "
            "службу."
        ),
        active=(
            "То, что ты пишешь, очень важно, и с этим не нужно справляться в одиночку. "
            "Если есть кто-то, кому ты доверяешь, позови его к себе или выйди к людям.\n\n"
            "Я программа и не могу помочь так, как человек. Обычный разговор я ставлю на паузу и "
            "остаюсь здесь: пиши, если хочется."
        ),
        passive=(
            "Спасибо, что пишешь об этом. Это важно, и с этим не нужно оставаться наедине: "
            "расскажи, пожалуйста, человеку, которому доверяешь.\n\n"
            "Я программа и не могу помочь так, как человек. Поставлю разговор на паузу и не буду "
            "задавать вопросов, пока ты не вернёшься."
        ),
        distress=(
            "Похоже, сейчас тебе правда тяжело. Можно остановиться и передохнуть или взять вопрос "
            "полегче — как тебе спокойнее.\n\n"
            "Я программа и не заменю человека. Если станет хуже, поговори с кем-то близким или "
            "позвони:"
        ),
        still_here=(
            "Я здесь и читаю тебя. Вопросов не задаю. Я программа, а сейчас нужен "
            "человек: позвони или напиши тому, кому доверяешь, или сюда:"
        ),
        grounding=(
            "Вопрос был непростой, и прерваться — хорошее решение. Если хочется, почувствуй "
            "ступнями пол, медленно выдохни и найди взглядом пять предметов вокруг. "
            "В следующий раз начнём с чего-нибудь лёгкого. А если станет совсем тяжело, "
            "поговори с кем-то, кому доверяешь, или позвони: {numbers}."
        ),
        question="Ты сейчас в безопасности?",
    ),
    Language.EN: _FORMAL[Language.EN],
}


def words_for(language: Language, *, familiar: bool) -> Words:
    """Return the sentences of a language; `familiar` is «ты», which English does not have."""
    return (_FAMILIAR if familiar else _FORMAL)[language]
