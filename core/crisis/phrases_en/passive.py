"""English signals: passive ideation and self-harm."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, gap
from core.crisis.phrases_en.words import KIN, SELF, SOMEHOW

_ACTIVE = CrisisLevel.ACTIVE
_PASSIVE = CrisisLevel.PASSIVE
_DIRECT = Kind.DIRECT
_OPEN = Kind.OPEN
_OTHER = Kind.OTHER
_PLAIN = Kind.PLAIN

PASSIVE: tuple[Phrase, ...] = (
    Phrase(
        "en.self_harm.urge",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:want|wana|wanna|need|going|gonna|gona|about|urge|urges"
            rf"|tempted)(?: to)? (?:cut|hurt|burn|harm|cutting|stab) {SELF}\b(?! (?:a"
            r"|some|off))"
        ),
    ),
    Phrase(
        "en.self_harm.present",
        _PASSIVE,
        _OPEN,
        (
            r"\b(?:cut|cutting|cuts|hurt|hurting|burn|burning|burned|burnt|harm"
            rf"|harming|harmed|scratch|hit|hitting|punish) {SELF}\b(?! (?:shaving|on"
            r"|with|a|some|off|while|slack|when (?:cooking|chopping|shaving)|peeling"
            r"|by accident|at the gym|loose|up)\b)"
        ),
    ),
    Phrase(
        "en.self_harm.present",
        _PASSIVE,
        _OPEN,
        (
            r"\bself ?harm(?:ed|ing|s)?\b|\bself ?injur\w+|\b(?:scars"
            r"|cuts) on my (?:arms|wrists|thighs|legs)\b|\brelapsed (?:on|into"
            r"|with) cutting\b|\bstarted cutting\b(?! (?:sugar|carbs|down|back|out"
            r"|costs|the))"
        ),
    ),
    Phrase(
        "en.passive.not_born",
        _PASSIVE,
        _DIRECT,
        (
            rf"\b(?:wish|wished|better|should){gap(3)} (?:never|not|wasnt|werent"
            r"|hadnt)(?: have)?(?: ever)? (?:been )?born\b|\bregret being (?:born"
            r"|alive)\b"
        ),
    ),
    Phrase(
        "en.passive.vanish",
        _PASSIVE,
        _OPEN,
        (
            rf"\b(?:want|wana|wanna|wish|could){gap(2)} (?:disappear|vanish|fade away"
            rf"|evaporate|not be here)\b(?!{gap(1)} (?:into|from|for|to|on|in|at|off"
            r"|somewhere|under)\b(?! (?:forever|nothing|thin air|good)))"
        ),
    ),
    Phrase(
        "en.passive.no_care",
        _PASSIVE,
        _OPEN,
        (
            r"\b(?:(?:dont|doesnt|do not|does not|wouldnt|wont|didnt|not) )?(?:care"
            rf"|matter|matters|mind|bothered|indifferent|whether){gap(2)} (?:if"
            rf"|whether)?{gap(1)} ?(?:i )(?:live or die|die|died|wake up|woke up"
            r"|am alive|survive|live|dont wake up|didnt wake up|never woke up)\b"
        ),
    ),
    Phrase(
        "en.passive.if_died",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:wouldnt (?:mind|care|be sad|be upset|fight it)|would be (?:fine"
            r"|ok|okay|relieved|a relief|nice)|hope|wish"
            rf"|okay with it){gap(2)} (?:if )?{gap(2)} ?(?:hit me|ran me over"
            r"|run me over|didnt wake up|died|crashed|killed me|was hit|got hit"
            r"|never woke up|would hit me|end me|something happened to me|dying)\b"
        ),
    ),
    Phrase(
        "en.passive.death_thoughts",
        _PASSIVE,
        _OPEN,
        (
            r"\b(?:think\w*|thought\w*|imagin\w+|fantasi\w+|daydream\w*|picture"
            rf"|dream){gap(2)} (?:about|of)?{gap(1)} ?(?:being dead|dying"
            r"|my (?:own )?(?:death|funeral)|not being here|not existing"
            r"|death(?= (?:a lot|every|all|more|as|like|often)))\b"
        ),
    ),
    Phrase(
        "en.passive.senseless",
        _PASSIVE,
        _OPEN,
        (
            r"\b(?:why am i (?:even |still )?(?:alive|here anymore)|why (?:should i"
            r"|do i) (?:even )?(?:live|exist|keep living)(?! (?:in|with|here|there|at|like|by"
            r"|near|my|a)\b)|my life (?:is|has) (?:over"
            r"|no meaning|no purpose|meaningless|pointless)|life (?:is"
            r"|has) (?:meaningless|pointless|no meaning)"
            r"|dont want to live like this(?: anymore| any more)?"
            r"|cant live like this)\b"
        ),
    ),
    Phrase("en.passive.word", _PASSIVE, _PLAIN, r"^(?:suicide|suicidal|death|die|dead|kill me)$"),
    Phrase(
        "en.passive.attempt",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:survived|after|since|had|made|my|last|first|second) (?:an |my |a "
            r"|the )?(?:\w{1,12} )?(?:attempt|attempts)\b(?! (?:at|to (?!end|kill"
            r"|die|take)))"
        ),
        also=(
            r"\b(?:suicid\w*|here|alive|hospital|survived|psych|icu|die|life|live"
            r"|overdose|pills)\b"
        ),
    ),
    Phrase(
        "en.passive.illness",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:wouldnt|would not|dont think id|dont think i would|not going to"
            r"|wont) (?:fight|treat|bother treating|get treatment|seek treatment)\b"
        ),
    ),
    Phrase(
        "en.passive.not_wake",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:nice|good|easier|fine|peaceful|better|relief|ok"
            rf"|okay){gap(3)} (?:not|never|dont|didnt) (?:to )?wake up\b"
            rf"|\bhope{gap(2)} (?:car|bus|truck|plane|something|cancer"
            rf"|heart attack){gap(2)} (?:hits?|crash\w*|takes?|kills?|happens)\b"
        ),
    ),
    Phrase(
        "en.passive.noun",
        _PASSIVE,
        _OTHER,
        r"\bsuicide\b(?! (?:rate|bomb|prevention|squad|note))",
        also=r"\b(?:i|im|ive|me|my|myself)\b",
    ),
    Phrase(
        "en.passive.doubt",
        _PASSIVE,
        _OPEN,
        (
            rf"\b(?:(?:dont|do not) know|not sure|wonder|doubt|unsure){gap(1)} (?:if"
            rf"|whether|that|why){gap(2)} (?:(?:want|wana|should|deserve|need"
            r"|even want|still want)(?: to)? )?(?:keep living|live|be alive|be here"
            rf"|go on living|exist|living|alive|stay alive)\b{SOMEHOW}"
            r"|\b(?:this )?world (?:isnt|is not|wasnt|was not) (?:for|made for"
            r"|meant for) me\b|\bmy own funeral\b"
        ),
    ),
    Phrase(
        "en.passive.if_died",
        _PASSIVE,
        _DIRECT,
        (
            rf"\bif i(?: \w{{1,12}}){{0,1}} (?:vanished|disappeared|died|vanish"
            r"|disappear|die|was gone|were gone"
            rf"|stopped existing)(?: \w{{1,12}}){{0,6}} (?:change|notice|care|miss"
            rf"|matter|better|easier|relieved|same|different)\b|\b{KIN} touched me\b"
        ),
    ),
)
