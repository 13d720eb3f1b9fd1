"""English signals that name no death: no sense in anything, not minding an end, being a burden."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, begins, gap, whole
from core.crisis.phrases_en.slots import EVERYDAY

_ACTIVE = CrisisLevel.ACTIVE
_PASSIVE = CrisisLevel.PASSIVE
_DISTRESS = CrisisLevel.DISTRESS
_DIRECT = Kind.DIRECT
_OPEN = Kind.OPEN
#: Somebody's death or danger that the speaker would not mind.
_MISHAP = (
    r"(?:hit me|ran me over|killed me|kill me|died|die|dead|crashed|crash|went down"
    r"|didnt wake(?: up)?"
    r"|never woke(?: up)?|(?:didnt|never) (?:make it|come) (?:home|back)|something happened to me"
    r"|terminal|cancer|tumou?r|heart attack|collapsed|tomorrow never came)"
)
_UNMOVED = (
    r"(?:(?:wouldnt|would not|dont|not|wont|isnt)(?: \w{1,8}){0,2}? (?:mind|care|upset|sad|sorry"
    r"|bothered|the worst thing|fight it|complain|that bad)|(?:id|i would"
    r"|ill) (?:\w{1,8} )?be (?:fine"
    r"|ok|okay|relieved|glad|grateful|at peace|good)(?: with it)?|(?:would be"
    r"|be) (?:a )?(?:relief|fine"
    r"|okay|nice))"
)

UNNAMED_WISHES: tuple[Phrase, ...] = (
    # No sense in anything: distress.
    Phrase(
        "en.distress.no_sense",
        _DISTRESS,
        _DIRECT,
        (
            r"\b(?:(?:dont|do not|cant|cannot|no longer|havent|couldnt) (?:really "
            r"|even )?(?:see|seen|find|found) (?:the|a|any) point(?= anymore"
            r"| any ?more| of (?:anything|it all|it|any of (?:it|this))| in (?:anything"
            r"|it all|it|any of)|$)"
            r"|no point (?:to|in) (?:anything|any of it|it all)|(?:whats|what is) the (?:use"
            r"|point)(?= of any"
            r"(?:thing)?| anymore|$)|(?:im|i am) (?:so |just "
            r"|completely )?done(?: with (?:everything"
            r"|it all|everyone|all of it|all this))(?! (?:on|for|at|in)\b)"
            r"|nothing (?:\w{1,8} ){0,3}?(?:ever )?"
            r"(?:gets|get|getting|be|going to get) (?:any )?better|(?:stopped|given up"
            r"|gave up|no longer"
            r"|quit) (?:on )?hop(?:e|ing)(?: for)?)\b"
        ),
        unless=begins(EVERYDAY + "|list\\b|homework"),
    ),
    Phrase(
        "en.distress.numb",
        _DISTRESS,
        _DIRECT,
        (
            r"\b(?:going through the motions|(?:havent|dont|cant|didnt) (?:\w{1,8} )?(?:feel"
            r"|felt) (?:anything"
            r"|a thing|much of anything)|(?:i )?feel nothing|on autopilot(?! (?:until|before"
            r"|in the)\b)|(?:cant|cannot|dont) (?:even )?remember"
            r" (?:the )?last time i (?:\w{1,8} )?(?:laugh|smil|was happy|felt (?:good|happy"
            r"|joy|alive|anything))\w*"
            r"|just empty|empty shell|hollow|nothing makes me (?:happy|smile|laugh|feel)"
            r"|(?:endure|enduring) (?:each|every) day|cant imagine (?:it|things"
            r"|anything)(?: \w{1,8}){0,2}? (?:better|chang\w+)|nothing to (?:look forward to"
            r"|show for it)|nothing ahead(?! but)|same gr[ea]y day|(?:keep\w*|barely)"
            r"(?: \w{1,8}){0,2}? (?:head (?:up|above water)|afloat|hanging on|holding on)"
            r"|every (?:single )?day is"
            r" (?:a|another) (?:fight|battle|struggle|war)|drowning here|(?:im|i am) (?:so "
            r"|really |completely )?"
            r"exaust\w*|(?:cant|dont) see (?:it|anything|things) (?:ever )?(?:changing"
            r"|getting better))\b"
        ),
        unless=begins("dentist|an[ae]sthe|numbing|marathon|race\\b"),
    ),
    # Not wishing to be, and not minding the end.
    Phrase(
        "en.passive.not_here",
        _PASSIVE,
        _OPEN,
        (
            r"\b(?:wish\w*|easier|better|nicer|simpler|rather|prefer)"
            rf"{gap(3)} (?:(?:wasnt|werent|was not|were not|not|didnt have to"
            r"|never) (?:to )?(?:be )?(?:here"
            r"|around|alive|existing)|not (?:be|exist|being)|stop being)(?= anymore"
            r"| any ?more| sometimes"
            r"| at all|$)\b|\b(?:daydream\w*|dream\w*|fantasi\w*"
            r"|think\w*)(?: \w{1,8}){0,2}? (?:not existing"
            r"|not being (?:alive|here)|being gone)\b"
        ),
        unless=begins(
            r"party|meeting|class|office|school|winter|work|hotel|boring|crowd|restaurant"
        ),
    ),
    Phrase(
        "en.passive.unmoved",
        _PASSIVE,
        _DIRECT,
        rf"\bif{gap(5)} {_MISHAP}{gap(4)} {_UNMOVED}\b|\b{_UNMOVED}{gap(3)} if{gap(5)} {_MISHAP}\b",
        within=whole(r"i|id|me|im|ill|my"),
        unless=begins(
            "phone|laptop|battery|server|project|plant|team|grandm|grandf|movie|character|company"
        ),
    ),
    Phrase(
        "en.passive.chance",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:part of me|i|secretly) (?:\w{1,8} )?(?:hope|hopes|wish|wishes|pray|prays|hoping)"
            rf"{gap(5)} (?:terminal|fatal|incurable|cancer|tumou?r|malignant|kills? me"
            r"|hits me|crash\w*)\b"
            rf"|\b(?:cross|walk|step|drive){gap(3)} (?:without looking|into traffic"
            r"|with my eyes closed|on red)"
            r"\b(?=.{0,60}\b(?:dont care|whatever|let it|come what may|doesnt matter)\b)"
            rf"|\benv(?:y|ious of|ied){gap(5)} (?:dead|died|gone|passed)\b"
            r"|\b(?:scared|afraid) of (?:living(?! \w)|staying (?:like this|alive)|being alive)\b"
        ),
    ),
    Phrase(
        "en.burden.space",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:take|taking|takes) up (?:\w{1,8} )?(?:space|air|oxygen|room)(?! (?:in|on|at)\b)"
            r"|\b(?:weight|burden|load|drag|millstone)(?: \w{1,6}){0,1}? (?:around"
            r"|on) (?:everyones?|everybodys?"
            r"|their|my familys?|them)\b|\b(?:happier|better|easier"
            r"|better off)(?: \w{1,6}){0,2}? if i (?:wasnt|werent"
            r"|was not|were not|was out|were out)(?: \w{1,6}){0,2}? (?:picture|around|here"
            r"|there|in it|of the way)\b"
            r"|\b(?:everyone|everybody|they|family|people)(?: \w{1,8}){0,2}? get over it\b"
            r"(?=.{0,40}\b(?:i was|im|i) (?:gone|dead|died|not here)\b)"
        ),
        unless=begins("luggage|couch|sofa|storage|desk|furniture|boxes"),
    ),
    Phrase(
        "en.burden.insurance",
        _ACTIVE,
        _DIRECT,
        r"\b(?:insurance|pension|payout|policy)\b",
        also=whole(
            r"(?:with )?me (?:dead|gone)|only way i can (?:help|provide)|when im (?:dead"
            r"|gone)|after im"
            r"|worth more (?:dead|gone)|if i (?:die|died)|than i (?:ever )?(?:could|can)"
        ),
        unless=begins("agent|advis|car\\b|quote|funeral plan|premium"),
    ),
)
