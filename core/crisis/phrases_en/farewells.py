"""English signals: farewells."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, begins, gap

_ACTIVE = CrisisLevel.ACTIVE
_DIRECT = Kind.DIRECT
_OPEN = Kind.OPEN

FAREWELLS: tuple[Phrase, ...] = (
    Phrase(
        "en.farewell.gone",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:(?:when|by the time|once|if|after) (?:you|youre|anyone|they|mum"
            r"|mom) (?:read|reads|get|gets|find|finds|see|sees|reading"
            r"|are reading)(?: this| me| it)|ill be (?:gone|dead)(?: by| when"
            r"| tomorrow| soon| before| and)?(?! (?:to|for|on|at|until|all|a"
            r"|from)\b)|(?:when|after|once) im (?:gone|dead)|wont (?:have to worry"
            r"|need to worry|hear from me|see me)(?: \w+){0,2} (?:again|anymore"
            r"|after|any more|much longer|about me)|(?:burden|problem"
            r"|bother\w*) (?:\w+ ){0,3}(?:much longer|anymore soon|after tonight))\b"
        ),
        unless=begins(r"movie|film|novel|book\b|character|song|lyrics|episode"),
    ),
    Phrase(
        "en.farewell.goodbye",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:goodbye|good bye|bye|farewell)(?: everyone| everybody| world"
            r"| forever| all| cruel world| my loves?| to you all| mom| mum"
            rf"| and)+{gap(4)} ?(?:sorry|im sorry|cant|forgive|love you|wont|forever"
            r"|cruel|dont blame|burden|over|gone|done)\b"
        ),
    ),
    Phrase(
        "en.farewell.goodbye",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:sorry|forgive me|love you|loved you|thank you"
            rf"|thanks){gap(7)} (?:goodbye forever|goodbye everyone|goodbye|good bye"
            r"|dont blame (?:yourself|yourselves|anyone)|look after (?:mum|mom"
            r"|each other|the (?:dog|cat|kids))|take care of (?:the (?:dog|cat|kids)"
            r"|my (?:dog|cat|kids|mum|mom)|each other))\b"
        ),
    ),
    Phrase(
        "en.farewell.goodbye",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:goodbye (?:cruel world|forever|world|everyone)"
            r"|dont blame (?:yourself|yourselves) (?:for|when|after)"
            r"|this is goodbye(?: forever)?|saying (?:my )?(?:last "
            r"|final )?goodbyes?|said (?:all )?my goodbyes|tell (?:my )?(?:mum|mom"
            r"|dad|kids|family|wife|husband|parents|son|daughter"
            r"|them) i loved? (?:her|him|them|you))\b"
        ),
    ),
    Phrase(
        "en.farewell.goodbye",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:my|this is my|these are my) (?:final|last) (?:message|words"
            r"|letter|post|goodbye|note)\b(?! (?:of|to the (?:team|client|group)"
            r"|for (?:today|now)|before|on)\b)"
        ),
    ),
    Phrase(
        "en.farewell.note",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:suicide|goodbye|farewell) (?:note|letter|video"
            r"|message)s?\b(?! (?:to my (?:job|colleagues|team)))"
        ),
    ),
    Phrase(
        "en.farewell.settled",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:gave|given|giving|give){gap(1)} away{gap(3)}"
            r"|\bputting my affairs in order\b"
        ),
        also=r"\b(?:goodbye|letters|note|gone|die|end it|wont need|last|sorry)\b",
    ),
    Phrase(
        "en.farewell.gone",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:when|after|once|if|because) (?:im|i am) (?:not|no longer) (?:here"
            r"|around|alive)(?: anymore| any more)?\b|\b(?:look after|take care of"
            rf"|feed|keep){gap(3)} (?:when|after|once|if) im (?:gone|dead|not here"
            r"|not around)\b|\b(?:last|final) (?:thing|time|message|post|text"
            r"|words?)(?: that)? (?:ill|i will|i|im|youll"
            r"|you will) (?:ever )?(?:write|send|say|post|hear|see|read|writing)\b"
        ),
    ),
    Phrase(
        "en.farewell.note",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:note|letter|letters|notes) (?:is|are|s|on|left"
            r"|for)(?: \w{1,12}){0,2} (?:fridge|table|desk|bed|drawer|door|pillow"
            r"|them|everyone|mum|mom|kids)\b"
        ),
        also=(
            r"\b(?:ready to go|goodbye|gone|sorry|die|end|leaving|last|farewell"
            r"|goodbyes|over)\b"
        ),
    ),
    Phrase(
        "en.farewell.goodbye",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:enough|cant|over|tired|done|sorry|finished"
            r"|it)(?: \w{1,12}){0,4} (?:goodbye|good bye|farewell)$|^(?:goodbye"
            r"|farewell)(?: everyone| all| world)?$"
        ),
    ),
    Phrase(
        "en.farewell.if_silent",
        _ACTIVE,
        _DIRECT,
        (
            rf"\bif (?:you|u|anyone|nobody){gap(2)} (?:dont|doesnt|hears?"
            rf"|do not){gap(1)} (?:hear|from me|see me){gap(4)} (?:it worked|i did it"
            r"|im gone|its done|i succeeded|youll know|you know why|im dead"
            r"|i went through|its over|sorry)\b"
        ),
    ),
    Phrase(
        "en.farewell.handover",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:(?:feed|take|adopt|look after|care for"
            r"|take care of)(?: \w{1,12}){0,1} (?:cat|dog|cats|dogs|pets|kids"
            r"|plants)|passwords are (?:in|on)|money for the funeral)\b"
        ),
        also=(
            r"\b(?:leaving for good|goodbye|gone|not here|this world|cant anymore"
            r"|cant do this|sorry for everything|forgive|wont be back"
            r"|not coming back)\b"
        ),
    ),
)
