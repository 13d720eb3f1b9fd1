"""English grammar of farewells, of finality after despair, and of violence under way."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, any_order, begins, whole
from core.crisis.phrases_en.slots import DESPAIR, DESPERATE, EVERYDAY, FINALITY

_ACTIVE = CrisisLevel.ACTIVE
_PASSIVE = CrisisLevel.PASSIVE
_DIRECT = Kind.DIRECT

_THEM = (
    r"(?:mum|mom|mother|mama|dad|father|kids?|children|son|daughter|wife|husband|parents"
    r"|family|brother|sister|him|her|them|everyone|girlfriend|boyfriend|friends|babies|grandma"
    r"|people|partner|girls|boys)"
)
_KIND_WORDS = (
    r"(?:sorry|thank you|thanks|love you|loved you|forgive|forever|cant|dont blame|done|over"
    r"|tired|no more|last|end|enough|please|gone|pain|finished|not coming back|fault|hope you)"
)
_BYE = (
    r"(?:goodbye|good bye|farewell|bye bye|bye(?= (?:everyone|all|world|forever|mom|mum|dad"
    r"|guys|friends|now)|$))(?! (?:for (?:now|today)|until)\b)"
)
_NEAR = (
    r"right now|now|just|outside|door|help|locked|hiding|hide|knife|gun|blood|bleeding|kill"
    r"|cant (?:get out|leave|escape|breathe|move)|wont (?:let me|stop)|scared|police|please"
    r"|again|tonight|barricad\w+|trapped|drunk|bathroom|closet|took my phone|911|ran|escaped"
    r"|dont know what to do|afraid|minutes ago|hour ago|threat\w*"
)
_BEATS = (
    r"(?:hitting|beating|choking|strangling|punching|kicking|raping|stabbing|attacking|hurting"
    r"|slapping|hit|hits|beat|beats|beaten|choked|chokes|raped|rapes|attacked|punched|punches"
    r"|kicked|kicks|strangled|strangles|stabbed|slapped|slammed|threw|throws|pushed|dragged"
    r"|grabbed|assaulted|assaulting|burned|shoved)"
)
_VICTIM = (
    r"(?:me|us|my (?:mom|mum|mother|sister|brother|kids?|son|daughter|child|children|baby)|mom"
    r"|mum|mother)"
)
_WHO = (
    r"(?:he|hes|she|shes|they|theyre|husband|wife|boyfriend|girlfriend|bf|gf|partner|father"
    r"|dad|stepdad|stepfather|mother|mom|mum|stepmom|brother|uncle|ex|roommate|someone|guy|man"
    r"|son|neighbou?r|fiance|somebody)"
)

PARTING_GRAMMAR: tuple[Phrase, ...] = (
    Phrase(
        "en.farewell.goodbye",
        _ACTIVE,
        _DIRECT,
        rf"\b{any_order(_KIND_WORDS, _BYE, most=6)}\b",
        unless=begins(
            EVERYDAY
            + (
                r"|pounds|summer|winter|airport|station|said goodbye to (?:grand|him|her"
                r"|my (?:cat|dog))|got to say|chance to say|never (?:got|had)|goodbyes at"
                r"|as if|always said|said goodbye so|hard to say|goodbye to grand|childhood"
                r"|kiss"
            )
        ),
    ),
    Phrase(
        "en.farewell.goodbye",
        _ACTIVE,
        _DIRECT,
        (
            rf"^(?:so |well |ok |okay |then |and |this is |its )*{_BYE}(?: (?:everyone"
            r"|everybody|all|world|forever|mom|mum|dad|friends|my \w+|then|i guess|for good"
            r"|to you all)){0,3}$|\bgoodbye (?:everyone|everybody|all of you|world|forever"
            r"|my (?:love|friends|family|darling|babies)\w*)\b|\bsay(?:ing)? (?:my )?(?:last "
            r"|final )?goodbyes?(?: \w{1,8}){0,4}? (?:for good|forever|before i (?:go|die"
            r"|leave)|one last time)\b"
        ),
        unless=begins(EVERYDAY + "|summer|winter|pounds|^bye$"),
    ),
    Phrase(
        "en.farewell.last",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:this|these|that|here)(?: \w{1,6}){0,2}? (?:last|final) (?:message|words"
            r"|letter|post|text|note|entry|goodbye|thing|tweet|email|time (?:i|you"
            r"|we))\b(?! (?:of|to the|for (?:today|now)|before|on|i (?:agree|lend|cook|buy"
            r"|help))\b)|\b(?:wont|will not|never|not gonna)(?: \w{1,6}){0,1}? (?:see"
            r"|hear from|hear|bother|find) me(?: \w{1,6}){0,2}? ?(?:again|anymore|ever"
            r"|after)?\b"
        ),
        unless=begins(EVERYDAY + "|restaurant|shop|store|pub|cafe|email before"),
    ),
    Phrase(
        "en.farewell.tell_them",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:tell|let|make sure|promise me)(?: \w{{1,8}}){{0,2}}? {_THEM}(?:"
            r" \w{1,8}){0,5}? (?:love|loved|sorry|fault|blame|proud of (?:him|her|them)"
            r"|forgive|not to blame|wasnt (?:her|his|their))\b"
        ),
        unless=begins(
            r"on the phone|every (?:day|night|evening)|i tell|i always|should tell|more often"
        ),
    ),
    Phrase(
        "en.farewell.sorry_for",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:sorry|forgive)(?: \w{1,8}){0,4}? (?:(?:what|this) (?:i am|im|ill|i will"
            r"|i have)(?: \w{1,8}){0,2}? (?:do|doing|done)|what comes next|leaving you"
            r"|i (?:cant|couldnt) (?:stay|do this|go on|be stronger|hold on|live|fight)|(?:i"
            r"|that i) (?:have to|need to|must|want to) (?:go|leave)|i wasnt strong"
            r"|i failed you all)\b"
        ),
        unless=begins(EVERYDAY + "|early|train|bus|late"),
    ),
    Phrase(
        "en.farewell.not_search",
        _ACTIVE,
        _DIRECT,
        r"\b(?:dont|do not|please dont|no need to) (?:\w{1,6} ){0,1}?(?:look|search"
        r"|come looking|wait|try to find|try to save|try to stop) ?(?:for|up)? ?me\b",
        within=whole(
            r"goodbye|sorry|gone|forever|over|too late|end|love|anymore|done|never|save me"
            r"|stop me|dead"
        ),
        unless=begins(r"monday|fishing|hike|weekend|camp|until|dinner|lunch|late"),
    ),
    Phrase(
        "en.farewell.note_left",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:written|wrote|writing|finished|left|leaving"
            r"|sealed)(?: \w{1,8}){0,2}? (?:note|notes|letter|letters|will|goodbyes)\b"
        ),
        within=whole(
            r"already|goodbye|pills?|rope|gun|tonight|ready|last|die|dead|gone|end|sorry"
            r"|fed the (?:cat|dog)|gave away|over|forever|time to go|when im|done|forgive"
            r"|now i can|everyone"
        ),
        unless=begins(
            EVERYDAY
            + (
                r"|cover letter|fridge|teacher|santa|thank you|love letter|newsletter|soup"
                r"|penpal|friend"
            )
        ),
    ),
    Phrase(
        "en.final.despair",
        _ACTIVE,
        _DIRECT,
        rf"\b{FINALITY}",
        also=whole(DESPERATE),
        unless=begins(
            EVERYDAY + "|laugh|better now|grief|healed|recover|pounds|english|renovat|neighbou?r"
        ),
    ),
    Phrase(
        "en.final.despair",
        _ACTIVE,
        _DIRECT,
        rf"\b{FINALITY}",
        within=whole(DESPAIR),
        unless=begins(
            EVERYDAY
            + (
                r"|for ever grateful|laugh|better now|got over|grief|grandm|grandf|father died"
                r"|mum died|mom died|healed|recover|forever grateful|chronic|back pain|tooth"
                r"|old friend|argument|goodbyes"
            )
        ),
    ),
    Phrase(
        "en.final.tonight",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:end|ending|finish|finishing|stop|stopping)(?: \w{1,8}){0,1}? (?:it"
            r"|everything|it all|all|things|this|all of this|my pain"
            r"|the pain)(?: \w{1,8}){0,2}? (?:tonight|tonite|today|tomorrow|now|soon"
            r"|this (?:week|weekend)|once and for all|for good)\b"
            r"|\bblood (?:\w{1,8} ){0,3}?my (?:arms?|wrists?|legs?|thighs?)\b"
        ),
        unless=begins(EVERYDAY + r"|movie|chapter|cat\b|dog\b|accident|nosebleed|argument"),
    ),
    Phrase(
        "en.final.peace",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:at peace with|made peace with|ready for|accepted|okay with) (?:leaving"
            r"|dying|the end|death|going|my decision to (?:die|go)|ending"
            r"|not being here)\b(?! (?:the (?:job|company|city|house|team)|my (?:job|ex|home)"
            r"|work|school))|\bno (?:more )?(?:pain|suffering|me)(?: \w{1,6}){0,1}? (?:after"
            r"|come|by|from) (?:tonight|tomorrow|today|morning)\b|\b(?:only|no other"
            r"|no) way (?:out|left|to stop (?:it|this|the pain))(?: \w{1,8}){0,2}? (?:is"
            r"|except|but|than|besides)(?: \w{1,8}){0,2}? (?:death|die|dying|dead|end|gone"
            r"|suicide|killing)\b"
        ),
        unless=begins("grandm|grandf|my (?:mother|father|mum|dad) (?:was|is)|patient|hospice"),
    ),
    Phrase(
        "en.final.leaving",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:want|wana|wanna|need|time|ready|wish|just)(?: \w{1,6}){0,2}? (?:to )?(?:go"
            r"|leave|disappear|sleep|be gone|give up|let go|rest)$"
        ),
        within=whole(DESPAIR),
        unless=begins(EVERYDAY + "|bed|sleepy|shower|nap|walk"),
    ),
    Phrase(
        "en.violence.now",
        _ACTIVE,
        _DIRECT,
        rf"\b{_WHO}(?: \w{{1,8}}){{0,3}}? {_BEATS}(?: \w{{1,8}}){{0,2}}? {_VICTIM}\b(?! (?:up"
        r" for|at (?:chess|tennis|cards)|in (?:chess|the heart)|with (?:a )?(?:snow|pillow"
        r"|question)))",
        also=whole(_NEAR),
        unless=begins(
            r"used to|when i was|years ago|as a child|childhood|snowball|pillow|chess|joke"
            r"|laugh|tennis|game|growing up|ball\b|surprise|sometimes"
        ),
    ),
    Phrase(
        "en.violence.threat",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b{_WHO}(?: \w{{1,8}}){{0,6}}? (?:kill|murder|stab|shoot|strangle|burn|beat|rape"
            rf"|choke) {_VICTIM}\b(?! (?:if i (?:forget|eat|miss|break|dont (?:eat|come|clean))"
            r"|when i (?:tell|get)|with (?:kindness|jokes|spoilers|laughter)|at (?:chess"
            r"|tennis)|for (?:forgetting|being late|eating)))"
        ),
        also=whole(
            r"threat\w*|says?|said|swore|promised|will|ll|hell|shell|theyll|going to|gonna"
            r"|trying|tried|tries|wants|knife|gun|door|scared|afraid|help|texted|texting"
        ),
        unless=begins(
            r"joke|jokes|laugh|cake|spoiler|birthday|haha|lol|mess|used to|years ago"
            r"|when i was|as a child"
        ),
    ),
    Phrase(
        "en.violence.near",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b{_WHO}(?: \w{{1,8}}){{0,5}}? (?:with a (?:knife|gun|bat|axe|hammer)"
            r"|at the door with|outside my door|outside the door|breaking in|break in"
            r"|break into|breaking down|kicking (?:in|down)|broke in|has a (?:knife|gun)"
            r"|put a (?:gun|knife)|pulled a (?:gun|knife)|holding a (?:gun|knife)"
            r"|pointing a)\b"
        ),
        also=whole(r"me|my|us|kill|hurt|scared|help|police|afraid|hiding|door|threat\w*|locked"),
        unless=begins(
            r"movie|film|series|novel|novels|book|game|cooking|chef|story|when i was|years ago"
            r"|dream|cake"
        ),
    ),
)
