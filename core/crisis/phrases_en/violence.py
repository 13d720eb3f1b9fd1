"""English signals: violence and abuse."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, begins, gap
from core.crisis.phrases_en.words import KIN, NOW

_ACTIVE = CrisisLevel.ACTIVE
_PASSIVE = CrisisLevel.PASSIVE
_DIRECT = Kind.DIRECT

VIOLENCE: tuple[Phrase, ...] = (
    Phrase(
        "en.violence.now",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:is|s|hes|shes|theyre|are|keeps|kept|started|wont stop|just"
            rf"|been){gap(1)} (?:hitting|beating|choking|strangling|punching|kicking"
            r"|raping|stabbing|attacking|hurting|slapping|hit|beat|beats|hits|choked"
            rf"|stabbed|raped|attacked|punched){gap(2)} (?:me|us|my (?:mom|mum|mother"
            r"|sister|brother|kid|kids|son|daughter|child|children))\b(?! (?:up|at"
            r"|in|by)\b)"
        ),
        also=NOW,
    ),
    Phrase(
        "en.violence.now",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b{KIN}{gap(2)} (?:hits|beats|hit|beat|chokes|punches|kicks|attacked"
            r"|stabbed) (?:me|us)\b(?! up)"
        ),
        also=(
            r"\b(?:right now|locked my ?self|hiding|knife|gun|bleeding"
            r"|call the police|kill me|cant get out|wont let me leave|he is outside"
            r"|shes outside|hes outside)\b"
        ),
    ),
    Phrase(
        "en.violence.threat",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:says|said|threat\w+|threatening|going|gonna|gona|tries|tried"
            r"|trying|will|afraid|scared|terrified|wants|think"
            rf"|screaming){gap(2)} (?:he|she|they|that he|that she|to|will|hes|shes"
            rf"|ll|going)?{gap(2)} ?(?:kill|murder|stab|shoot|strangle|hurt) (?:me"
            r"|us)\b(?! (?:if i (?:forget|dont|eat|miss|break)|for|when|with|about))"
        ),
        unless=begins("exam|session|homework|deadline|workout|heat\\b|commute|stairs|suspense"),
    ),
    Phrase(
        "en.violence.threat",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b{KIN}{gap(2)} (?:has|with|got|holding|have|pulled|grabbed"
            r"|pointing) (?:a |the )?(?:knife|gun|axe|bat"
            rf"|hammer)\b(?=.{{0,80}}\b(?:me|us|help|scared|leave|door|afraid"
            r"|police)\b)"
        ),
    ),
    Phrase(
        "en.violence.threat",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:breaking|kicking|banging|smashing|pounding"
            rf"|hammering){gap(2)} (?:door|in the door|down the door|my door)\b"
        ),
        also=(
            r"\b(?:kill|hurt|scared|afraid|help|hiding|knife|gun|police|terrified"
            r"|drunk)\b"
        ),
    ),
    Phrase(
        "en.violence.recent",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:just|tonight|today|last night|yesterday"
            rf"|an hour ago){gap(4)} (?:raped|beat me|hit me|choked me|assaulted"
            r"|attacked me|strangled)\b|\b(?:raped|beat|hit|choked|assaulted"
            rf"|strangled)(?: me)?{gap(2)} (?:tonight|last night|an hour ago|just now"
            r"|today)\b"
        ),
        also=r"\b(?:me|i was|ive been|i got)\b",
    ),
    Phrase(
        "en.abuse.present",
        _PASSIVE,
        _DIRECT,
        (
            rf"\b{KIN}{gap(3)} (?:hit|hits|beat|beats|chokes?|choked|strangles"
            r"|punche[sd]|kicks|slaps|slapped|hurts|rapes|abuses|abused|shoves|burns"
            r"|burned|hitting|beating|choking|threatens to kill|molested|touched"
            r"|forced|forces) (?:me|us)\b(?! (?:up|at|in the heart|right in|in chess"
            r"|with (?:a )?(?:snow|pillow|ball|question|news)\w*"
            r"|to (?:the|think|it)|that))"
        ),
    ),
    Phrase(
        "en.abuse.present",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:afraid|scared|terrified) (?:of (?:my )?(?:husband|wife|boyfriend"
            r"|girlfriend|father|dad|partner|mother|stepdad|stepfather)"
            r"|to go home)\b|\b(?:domestic (?:violence|abuse)"
            r"|abusive (?:relationship|husband|partner|boyfriend|father|mother|home"
            r"|parents|wife|marriage))\b"
        ),
    ),
    Phrase(
        "en.abuse.history",
        _PASSIVE,
        _DIRECT,
        (
            rf"\b(?:i was|ive been|i got|i have been|me being|was){gap(2)} (?:raped"
            r"|molested|sexually (?:abused|assaulted)|abused|assaulted|beaten"
            r"|groped)\b|\b(?:raped|molested) me\b|\b(?:used to|would) (?:beat|hit"
            r"|hurt|touch|choke|rape) me\b|\bi survived (?:abuse|rape|incest)\b"
        ),
    ),
    Phrase(
        "en.violence.now",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b{KIN}{gap(1)} just (?:punched|hit|slapped|kicked|choked|beat|pushed"
            r"|shoved|strangled|threw|attacked|stabbed) (?:me|us|my|her"
            rf"|him)\b(?! up)|\b(?:hiding|hid|locked|barricaded){gap(2)} (?:in"
            r"|inside) (?:the |my |a )?(?:closet|bathroom|bedroom|room|cupboard"
            r"|wardrobe|basement|garage|car|toilet)\b"
        ),
        also=(
            r"\b(?:me|drunk|smash\w*|screaming|hit|beat|punched|kill|knife|gun|door"
            r"|yelling|scared|afraid|hurt|police|help)\b"
        ),
    ),
    Phrase(
        "en.violence.now",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b{KIN}{gap(1)} (?:is|s|keeps|are) (?:hitting|beating|choking"
            r"|strangling|punching|kicking|stabbing|attacking) (?:her|him|them"
            r"|my \w+|the kids|each other)\b(?! (?:at|in))"
        ),
        also=(
            r"\b(?:right now|help|hiding|scared|dont know what to do|police"
            r"|screaming|drunk|please)\b"
        ),
    ),
    Phrase(
        "en.violence.now",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:grabbed|grabs|grabbing|holding|held|dragged|drags|pinned|pins"
            rf"|pulled) me{gap(1)} (?:by|down|against"
            rf"|around)(?: \w{{1,12}}){{0,2}} (?:throat|neck|hair|wall|floor)\b"
        ),
        also=(
            r"\b(?:ran|run|hiding|sitting|help|now|just|escaped|got away|outside"
            r"|scared|locked|police|tonight|stairwell|car)\b"
        ),
    ),
    Phrase(
        "en.violence.now",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:keeping|keeps|holding|holds|locked|locks|got"
            rf"|has){gap(1)} me (?:locked|hostage|prisoner|captive|trapped|in (?:the"
            r"|a|my) (?:basement|room|house|apartment))\b|\bwont let me (?:out|leave"
            r"|go)\b(?! (?:early|to the party))"
        ),
        also=(
            r"\b(?:threat\w*|kill|cut|knife|gun|hit|hits|scared|hurt|help|police"
            r"|stab|beat|beats|afraid)\b"
        ),
    ),
    Phrase(
        "en.violence.threat",
        _ACTIVE,
        _DIRECT,
        (
            rf"\bthreat\w+{gap(2)} (?:cut|stab|kill|burn|shoot|strangle|drown|murder"
            r"|hurt|beat) (?:me|us|my (?:kids|children|son|daughter))\b"
        ),
    ),
    Phrase(
        "en.abuse.present",
        _PASSIVE,
        _DIRECT,
        (
            rf"\b{KIN}{gap(1)} (?:threatens?|stalks?|humiliates?|blackmails?|controls"
            rf"|pushes|shoves|degrades)(?: \w{{1,12}}){{0,5}} (?:me"
            r"|my)\b(?! (?:limits|team|to improve|forward|buttons|luck))"
            r"|\bgrabbed me by the (?:throat|neck|hair)\b"
        ),
    ),
    Phrase(
        "en.abuse.history",
        _PASSIVE,
        _DIRECT,
        (
            rf"\b(?:i was|we were|got|was){gap(2)} (?:whipped|locked (?:in|up)"
            r"|starved|belted|slapped|punched|kicked|choked|hit|burned with"
            r"|trafficked)\b(?! (?:by (?:a )?(?:car|bus|ball|wave|news|idea|how)|out"
            r"|down with))"
        ),
    ),
    Phrase(
        "en.violence.now",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b{KIN}{gap(2)} (?:beat|hit|choked|raped|punched|attacked|assaulted"
            r"|strangled|stabbed)(?: me| us)\b(?! up for)"
        ),
        also=(
            r"\b(?:hour ago|minutes ago|outside the door|behind the door"
            r"|in the toilet|in the bathroom|just now|hiding|ran out|escaped"
            r"|dont know where to go|tonight)\b"
        ),
    ),
)
