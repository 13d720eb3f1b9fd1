"""English composites: two harmless words that are grave together."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, any_order, begins, gap, whole
from core.crisis.phrases_en.slots import DESPAIR, EVERYDAY, LEISURE
from core.crisis.phrases_en.words import KIN

_ACTIVE = CrisisLevel.ACTIVE
_PASSIVE = CrisisLevel.PASSIVE
_DIRECT = Kind.DIRECT
_OWN = Kind.OWN
_OTHER = Kind.OTHER

_KITCHEN = (
    r"kitchen|soup|salad|bread|potato|meat|fish|cook|chef|hunt|range\b|museum|movie|film"
    r"|series|novel|book|game|laundry|camp|climb|swing|hammock|dog\b|grandpa|grandfather"
    r"|collect|restor|skate|sail|boat|shav|barber|news|police officer|control|law\b|water gun"
    r"|nerf|sharpen(?:ed|ing) (?:the|my) kitchen"
)
_DARK = (
    r"think(?:ing)? about it|one bullet|temple|ill do it|scared|cant stop|cant|anymore|crying"
    r"|live|life|die|death|end|enough|goodbye|last|chair|beam|note|tempting|calling|only way"
    r"|nobody|no one|bath|bathtub|wrists?|not feel|wouldnt feel|right now|alone|every night"
    r"|staring|sorry|forever|done|tonight"
)
_DEAD = (
    r"died|dead|passed|gone|lost|unit|heaven|live|lived|stay|death|grave|funeral|widow\w*"
    r"|without (?:him|her)|buried|killed|other side"
)
_AGAIN_TO_MY = (
    r"(?:again|to|all over|down|on) (?:to |over |my |on )*(?:arms?|wrists?|legs?|thighs?)"
)
_BATH_AND_BLADE = (
    r"(?:bath|bathtub|bathroom floor|tub|shower)",
    r"(?:razors?|razor blades?|blades?|knife)",
)

COMPOSITES: tuple[Phrase, ...] = (
    Phrase(
        "en.plan.means_dark",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:gun|pistol|rifle|shotgun|revolver|handgun|firearm|service weapon|noose|rope"
            r"|razor|razor blades?|blade|knife)\b"
        ),
        within=whole(_DARK),
        unless=begins(
            _KITCHEN
            + (
                "|scars?\\b|years ago|husband|boyfriend|threat|chas|he has|hes |she has|shes "
                "|stepd|they"
            )
        ),
    ),
    Phrase(
        "en.self_harm.stab",
        _ACTIVE,
        _OWN,
        (
            r"\b(?:stabbed|slashed|sliced|stab|stabbing) (?:my ?self|my (?:leg|arm|hand|thigh"
            rf"|stomach|wrist)s?)\b|\b{any_order('blood', _AGAIN_TO_MY, most=6)}\b"
            r"|\bblood(?: \w{1,8}){0,2}? (?:dripping|floor|running down|wont stop"
            r"|isnt stopping|doesnt stop)\b"
        ),
        unless=begins(_KITCHEN + "|accident|surgery|birth|nose|by mistake"),
    ),
    Phrase(
        "en.plan.join_dead",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:join|be with|see|meet|reunited with|follow)(?: my)? (?:wife|husband|her|him"
            r"|them|mom|mum|dad|mother|father|son|daughter|brother|sister|you"
            r"|baby)(?: \w{1,8}){0,1}? (?:soon|again|in heaven|on the other side|up there"
            r"|at last|tonight)\b|\b(?:ready|time|want|going) to (?:join|follow"
            r"|be with)(?: my)? (?:wife|husband|her|him|them|mom|mum|dad|son|daughter"
            r"|late \w+)\b"
        ),
        within=whole(_DEAD),
        unless=begins("airport|weekend|holiday|gym|dinner|visit|flight|trip|party|class"),
    ),
    Phrase(
        "en.plan.window",
        _ACTIVE,
        _DIRECT,
        r"\b(?:\w+ (?:floor|storey|story)|windows?|balcony|high enough|height)\b",
        within=whole(
            r"one step|step off|jump\w*|high enough|nobody survives|survive the fall"
            r"|fall would|climb over|over the rail\w*|let myself fall"
        ),
        unless=begins(
            LEISURE
            + "|renovat|apartment|elevator|cat\\b|scared of heights|afraid of heights|ball\\b|fire"
        ),
    ),
    Phrase(
        "en.plan.one_way",
        _ACTIVE,
        _DIRECT,
        (
            r"\bone way (?:ticket|trip|drive)\b|\bwhere im going\b|\b(?:parked|sitting|driving"
            r"|driven|standing|walking|waiting)(?: \w{1,8}){0,3}? (?:river|bridge|cliff|lake"
            r"|quarry|tracks|woods|dam|pier)\b"
        ),
        within=whole(
            r"(?:nobody|no one) will find|wont find me|not going home|not coming (?:home|back)"
            r"|wont be (?:home|back)|never coming|goodbye|die|last (?:time|drive)|wont need"
            r"|dont need|end it|no return|cant go on"
        ),
        unless=begins(
            EVERYDAY.replace("trip|", "") + "|emigrat|visa|beach|hike|swim|picnic|fishing"
        ),
    ),
    Phrase(
        "en.act.cabinet",
        _ACTIVE,
        Kind.OPEN,
        (
            r"\b(?:take|took|taken|taking|drank|drunk|swallowed|ate"
            r"|downed)(?: \w{1,8}){0,2}? (?:everything|all|every|whole|half|handfuls?"
            r"|bottle)(?: \w{1,8}){0,3}? (?:medicine cabinet|cabinet|pill bottle|my meds|pills"
            r"|sleeping tablets|medicine box)\b"
        ),
    ),
    Phrase(
        "en.plan.bath",
        _ACTIVE,
        _DIRECT,
        rf"\b{any_order(*_BATH_AND_BLADE, most=5)}\b",
        unless=begins(r"shav|legs\b|clean|drawer"),
    ),
    Phrase(
        "en.plan.ready",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:gave|given|giving) away (?:\w{1,8} ){0,3}?(?:things|stuff|everything"
            r"|clothes|dog|cat|money|belongings|possessions)\b|\b(?:made|wrote|written|signed"
            r"|finished)(?: \w{1,8}){0,1}? will\b|\bput(?:ting)? an end to (?:it|myself"
            r"|everything|this|my life|all of it|me|things)\b"
            r"|\bmy time(?: \w{1,8}){0,6}? (?:over|up|has come|come to an end|run out)\b"
            r"|\blast (?:birthday|christmas|summer|winter|weekend|spring|new year|meal"
            r"|dinner)(?: \w{1,8}){0,4}? (?:ever|alive|ill have|ill see|on earth|i get)\b"
        ),
        within=whole(
            r"almost|ready|goodbye|nobody|no one|ive made sure|made sure|outlived"
            r"|on this earth|life|lives|live|die|pills?|rope|tonight|soon|pain|tired|cant"
            r"|now im|done|ever have|last"
        ),
        unless=begins(EVERYDAY + "|responsib|adult|move|moving|charity|declutter|war\\b|debate"),
    ),
    Phrase(
        "en.wish.only_way",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:point|reason|meaning|will|desire|joy) (?:of|for|in|to) (?:living|live"
            r"|life)(?: \w{1,8}){0,2}? (?:vanished|gone|lost|disappeared|died|left me)\b"
            r"|\b(?:now|finally)(?: i)? (?:can|may) die\b(?! (?:happy|in))|\bonly (?:way|thing"
            r"|time|option|peace)(?: \w{1,8}){0,6}? (?:if im|is if im|is when im|when im|is to"
            r"|is being|once im|by) (?:\w{1,8} ){0,1}?(?:dead|die|dying|gone|end it|kill\w*"
            r"|not exist\w*|disappear\w*)\b|\b(?:wish|hope|hoping|pray|praying"
            r"|want)(?: \w{1,8}){0,3}? (?:someone|somebody|anyone"
            r"|anybody)(?: \w{1,8}){0,2}? (?:shoot|kill|kills|killed|end|murder|finish|shot"
            r"|put) me\b|\b(?:dont|do not|cant|cannot|didnt)(?: \w{1,8}){0,1}? (?:want|face"
            r"|bear|take|imagine|do|need|get through)(?: \w{1,8}){0,4}? (?:another"
            r"|one more) (?:day|morning|year|sunrise|night|week)\b|\b(?:what|nothing|no one"
            r"|nobody|anything)(?: \w{1,8}){0,3}? to (?:live|stay) for\b"
            r"|\bwant(?: \w{1,8}){0,3}? (?:to )?(?:\w{1,8} )?be over\b(?! (?:there|the|here"
            r"|with)\b)|\bonly the (?:rope|gun|pills|knife|bridge) (?:is|are) left\b"
            r"|\bheart (?:\w{1,8} )?stopp?(?:s|ing|ed)?(?: \w{1,8}){0,2}? in my sleep\b"
            r"|\b(?:please|somebody|someone|anyone)(?: \w{1,8}){0,2}? kill me\b(?! (?:for|if"
            r"|when|but))|\bleave (?:it|this world|this life|this planet"
            r"|this earth)(?: \w{1,8}){0,1}$"
        ),
        unless=begins(
            EVERYDAY.replace("end it|", "")
            + (
                "|war\\b|pandemic|winter|lockdown|rain|weather|with(?:out)? (?:coffee|music)"
                "|party|tooth"
            )
        ),
    ),
    Phrase(
        "en.wish.harm_to_self",
        _ACTIVE,
        _DIRECT,
        r"\b(?:scared|afraid|worried|terrified|think|might"
        r"|going to)(?: \w{1,8}){0,4}? do something (?:to my ?self|terrible to my ?self"
        r"|i cant take back|irreversible|final)\b",
    ),
    Phrase(
        "en.passive.indirect",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:simpler|easier|better|nicer|kinder)(?: \w{1,8}){0,3}? (?:not"
            r"|never) (?:to )?(?:exist|be born|have been born|be|live|be here|be alive"
            r"|wake up)\b|\b(?:hop\w+|wish\w*|pray\w*)(?: \w{1,8}){0,4}? (?:no"
            r"|never)(?: \w{1,8}){0,1}? (?:morning|tomorrow|next day)\b|\b(?:live or not"
            r"|to live or|live or die)(?: \w{1,8}){0,4}? (?:care|matter|difference|same)\b"
            r"|\b(?:my )?life(?: \w{1,8}){0,1}? (?:worth nothing|worthless|has no value)\b"
            r"|\blet (?:them|it|him|a car|the cars?)(?: \w{1,8}){0,1}? (?:hit|run over|kill"
            r"|take) me\b|\b(?:all the same|makes no difference|no difference"
            r"|one and the same)(?: \w{1,8}){0,4}? (?:survive|live|die|wake|alive)\b"
            r"|\benvy (?:the )?(?:dead|people who (?:die|died|are dead)|those who (?:died"
            r"|are gone))\b|\bdont (?:really )?belong(?: \w{1,8}){0,1}? (?:in this world"
            r"|on this (?:earth|planet)|among the living)\b|\b(?:cant|dont|cannot) (?:see"
            r"|imagine|picture) (?:a future|my ?self in (?:a|the|five) )\w*"
        ),
        unless=begins(r"movie|film|book|career|this (?:job|company)|bus\b.{0,20}seat"),
    ),
    Phrase(
        "en.self_harm.habit",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:pinch|bite|scratch|hit|hurt|punch|claw)(?:ing|ed"
            r"|es)? my ?self(?: \w{1,8}){0,3}? (?:until|till|so hard|bruis\w*|bleed\w*|to cope"
            r"|to calm)\b|\b(?:started|stopped|quit|began) cutting\b(?! (?:sugar|carbs|down"
            r"|back|out|costs|the|my hair|hair|corners))|\b(?:old )?cuts on my\b"
            r"|\bfound me with (?:the |a )?(?:pills|razor|rope|noose|knife)\b"
        ),
        unless=begins(r"gym|cook|accident|rose|garden|cat\b"),
    ),
    Phrase(
        "en.abuse.present",
        _PASSIVE,
        _DIRECT,
        (
            rf"\b(?:{KIN}|in law|boss|teacher|stepson)(?: \w{{1,8}}){{0,5}}? (?:hits|shoves"
            r"|slaps|beats|kicks|gropes|grabs|chokes|punches|harasses|molests|beat"
            r"|abused) me\b(?! (?:at|up|to (?:be|do|try|grow)|in (?:chess|tennis)"
            rf"|with (?:a )?(?:snow|pillow|ball)))|\b{KIN}(?: \w{{1,8}}){{0,1}}? (?:beat|hit"
            rf"|whipped) (?:my )?(?:mother|mum|mom|sister|brother|us)\b|\b{KIN} (?:gets|got"
            r"|becomes) (?:physical|violent)\b"
        ),
        unless=begins(r"board game|chess|tennis|joke|laugh|snowball|scrabble|cards|to do better"),
    ),
    Phrase(
        "en.other.danger",
        _PASSIVE,
        _OTHER,
        (
            r"\b(?:hell|shell|theyll|he will|she will|wants to|is going to|going to) (?:kill"
            r"|hang|shoot|hurt|drown) (?:himself|herself|themselves)\b|\b(?:mum|mom|dad|she|he"
            r"|friend|sister|brother|grandma)(?: \w{1,8}){0,4}? (?:better off dead"
            r"|wants to be dead|wishes (?:she|he) (?:was|were) dead)\b"
        ),
    ),
    Phrase(
        "en.farewell.mourn",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:dont|do not|please dont) (?:cry|grieve|mourn|be sad"
            r"|weep)(?: \w{1,8}){0,2}? (?:for me|over me|when im|about me|after i)\b"
            r"|\b(?<!to )(?<!will )(?<!ll )(?<!they )remember me (?:smiling|happy|laughing|as"
            r"|the way|kindly)\b|\b(?:hug|kiss|hold)(?: \w{1,8}){0,3}? (?:for me"
            r"|from me)\b(?=.{0,60}\b(?:cant|sorry|anymore|longer|goodbye|wont)\b)"
            r"|\blast time(?: \w{1,8}){0,1}? (?:im|i|ill)(?: \w{1,8}){0,2}? (?:writ\w+|post\w*"
            r"|here|text\w*|messag\w+)\b|\bwont(?: \w{1,8}){0,2}? (?:suffer|worry"
            r"|have to (?:deal|worry)|be bothered|be ashamed)(?: \w{1,8}){0,3}? (?:me|anymore"
            r"|again)\b|\b(?:its|it is|this is)? ?(?:nobodys|no ones|not your|not anyones"
            r"|no one elses) fault\b(?=.{0,60}\b(?:choice|goodbye|decision|love|tired|sorry"
            r"|cant|remember)\b)"
        ),
        unless=begins(EVERYDAY + "|airport|song|concert"),
    ),
    Phrase(
        "en.farewell.leaving",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:not|never) coming back\b|\btonight i (?:go|leave|die|end)$"
            r"|\b(?:leaving|going|gone|left) (?:forever|for good|this world|for ever)\b"
        ),
        within=whole(
            r"think of me|kindly|settled|decided|ever|sorry|love|goodbye|remember|dont|forgive"
            r"|pain|cant"
        ),
        unless=begins(EVERYDAY + "|country|city|house|cat\\b|dog\\b"),
    ),
    Phrase(
        "en.farewell.handover",
        _ACTIVE,
        _DIRECT,
        r"\b(?:take care of|look after|feed|adopt|keep)(?: \w{1,8}){0,2}? (?:dog|cat|kids|son"
        r"|daughter|children|mum|mom|pets?)\b",
        also=whole(
            r"where im going|wont need|im gone|when im gone|goodbye|never (?:again|coming)"
            r"|wont be back|sorry for everything|not coming back|forever"
        ),
        unless=begins(EVERYDAY + "|weekend|holiday|vacation|hospital|visit"),
    ),
    Phrase(
        "en.burden.gone",
        _ACTIVE,
        _DIRECT,
        (
            r"\bif i (?:wasnt|werent|was not|were not)(?: \w{1,8}){0,1}? (?:here|around"
            r"|alive|born)(?: \w{1,8}){0,6}? (?:normal|better|happy|free|good|easier)\b"
            r"|\b(?:world|nobody|no one|they)(?: \w{1,8}){0,2}? (?:lose|miss) (?:anything"
            r"|nothing|much|a thing)(?: \w{1,8}){0,2}? (?:im gone|i die|i died|im dead"
            rf"|i disappear)\b|\b(?:rest|relax|live|sleep|smile){gap(4)} (?:once|when"
            r"|after) (?:im|i am) (?:dead|gone|buried)\b|\b(?:millstone|dead weight"
            r"|deadweight)(?: \w{1,8}){0,8}? (?:dead|gone|die|without me)\b"
            r"|\bdeserves? (?:a )?\w+(?: \w{1,8}){0,5}? i should be dead\b"
        ),
    ),
    Phrase(
        "en.violence.weapon",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:holding|held|holds|puts?|put|pressed|pointing|pointed"
            r"|waving)(?: \w{1,8}){0,1}? (?:knife|gun|blade"
            r"|axe)(?: \w{1,8}){0,1}? (?:to|at|against) (?:me|my)\b|\b(?:chasing|after"
            r"|coming at|attacking|threatening) (?:me|us)(?: \w{1,8}){0,6}? with (?:a "
            r"|the )?(?:knife|gun|axe|bat|hammer)\b|\bbreaking (?:the|my|down the) door\b"
            rf"|\b{KIN}(?: \w{{1,8}}){{0,2}}? (?:strangling|choking|beating|hitting|stabbing"
            r"|killing)(?: \w{1,8}){0,1}? (?:mum|mom|mother|sister|brother|baby|her|him|me"
            r"|us)\b(?! (?:at|in|up)\b)(?=.{0,60}\b(?:what (?:do|should) i|help|police"
            r"|hiding|scared|now)\b)|\b(?:beats|hits|kicks) me every"
            r" day\b(?=.{0,60}\b(?:today|broke|morning|tonight)\b)|\b(?:raping|strangling"
            r"|choking|stabbing) (?:me|us)\b|\brapes me\b|\bkeeps? raping\b"
            rf"|\b{KIN}(?: \w{{1,8}}){{0,4}}? (?:into|in|to) my bed\b(?=.{{0,60}}\b(?:scared"
            r"|again|tonight|afraid|touch\w*)\b)|\bi was (?:raped|assaulted"
            r"|beaten up)(?: \w{1,8}){0,1}? (?:tonight|today|just now|last night"
            r"|an hour ago)\b"
        ),
        unless=begins("movie|film|novel|book|game|series|laugh|joke|dream"),
    ),
    Phrase(
        "en.final.bye",
        _ACTIVE,
        _DIRECT,
        r"\b(?:bye|goodbye|im out|peace out|signing off|lights out|curtain"
        r"|game over)(?: \w{1,8}){0,3}$",
        within=whole(rf"(?:{DESPAIR}|too tired to|done with life|dont want to live)"),
        unless=begins(EVERYDAY + "|lol|haha|bed\\b|good night"),
    ),
)
