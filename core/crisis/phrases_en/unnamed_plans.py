"""English signals that name no death: the dead again, affairs in order, places, means, threats."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, begins, gap, whole
from core.crisis.phrases_en.slots import EVERYDAY, LEISURE
from core.crisis.phrases_en.words import SELF

_ACTIVE = CrisisLevel.ACTIVE
_PASSIVE = CrisisLevel.PASSIVE
_DIRECT = Kind.DIRECT
_OPEN = Kind.OPEN
# To walk somewhere is no leisure here.
_LEISURE = LEISURE.replace("|walk", "")
_AWAY = (
    "|travel|lawyer|solicitor|moving|moved|flight|plane\\b|abroad|retire|wedding|camp|leave of"
    "|holiday|airport|hotel|conference|charity"
)
# Debts are an affair to be settled here, not a sign of everyday matters.
_BUSY = EVERYDAY.replace("|debt|loan", "")
_DEAD = (
    r"died|passed away|been gone|is gone|shes gone|hes gone|(?:in|to) heaven|lost (?:him|her)"
    r"|buried|funeral"
    r"|on the other side|up there|where (?:he|she) is"
)
_TO_THE_DEAD = (
    r"(?:with|to|see|join|hold|meet) (?:\w{1,8} ){0,2}?(?:him|her|them|you|mum|mom|mother|dad"
    r"|father"
    r"|wife|husband|son|daughter|baby|brother|sister|grandma|grandpa|boy|girl|friend)"
)
#: Affairs put in order.
_AFFAIRS = (
    r"(?:(?:my |the )?will (?:is |has been )?(?:signed|written|done)|(?:signed|wrote|finished"
    r"|updated) (?:my|the|a) will|passwords? (?:are|is|on|in|written)|(?:gave|given|giving"
    r"|found|rehomed|dropped)"
    r"(?: \w{1,10}){0,3}? (?:dog|cat|parrot|rabbit|fish|guitar|things|stuff|pets?|home for"
    r"|belongings|books|everything)"
    r"|(?:paid|settled|cleared|closed)(?: \w{1,8}){0,3}? (?:debts?|loans?|accounts?|bills)"
    r"|(?:wrote|written|writing|left)(?: \w{1,8}){0,3}? (?:letters?|notes?|goodbyes)|(?:said"
    r"|saying) (?:all )?my goodbyes|(?:birthday|christmas) (?:cards?|presents?)(?: \w{1,8}){0,4}? "
    r"(?:years|ahead|advance)|(?:affairs|everything)(?: \w{1,6}){0,2} in order|plants are watered"
    r"|cancel(?:l)?ed everything|one for each|(?:letters?|notes?|cards?) (?:to|for) (?:each"
    r"|every|all of|my (?:kids|family|mum|mom|children))\b)"
)
#: ... and the reason for it.
_READY_TO_GO = (
    r"(?:(?:i can|free to|ready to|time to|let me) (?:\w{1,8} )?(?:go|leave)(?: now| in peace"
    r"| quietly)?$|im ready$|now im ready"
    r"|nothing(?: \w{1,6}){0,2}? (?:keeps|keeping|holds|holding|left)(?: \w{1,6}){0,2}? (?:me"
    r"|here)?"
    r"|last (?:few )?days|(?:find|get|read|open) (?:them|it"
    r"|those)(?: \w{1,6}){0,2}? (?:morning|tomorrow"
    r"|when im|after)|something from me|without me|wont (?:need|be needing) (?:it|them|any)"
    r"|when im not"
    r"|goodbye|forever|after im|so they have)"
)
_PLACE = (
    r"(?:bridge|roof|rooftop|tracks?|rails|platform|ledge|window|balcony|cliff|overpass"
    r"|railing|edge"
    r"|parapet|subway|quarry)"
)
_NERVE = (
    r"(?:work\w*|get\w*|find\w*|build\w*) (?:up )?(?:the |my |enough )?(?:nerve|courage)"
    r"|brave enough"
    r"|(?:legs|feet) (?:over|dangling|hanging)|(?:not|wont|never|no) (?:\w{1,8} )?(?:driving"
    r"|coming|turn"
    r"|turning|walk|walking|going|come|go|drive) back|one way|one step|last step|step off"
    r"|let go|lean"
    r"(?:ing)? forward|its (?:really |so |very )?quiet|rn$|right now$"
)
_CHOOSING = (
    r"(?:deciding|choosing|picking|pick|choose|decide|wonder|wondering|thinking|think|imagining"
    r"|looking for|figuring out|scouting)"
)
_TARGET = (
    r"(?:him|her|them|you|everyone|everybody|people|someone|somebody|those people"
    r"|that (?:\w{1,8} )?"
    r"(?:man|woman|bastard|bitch|guy|asshole)|(?:my|the|our) (?:\w{1,10} )?(?:stepfather|stepdad"
    r"|stepmother|father|dad|mother|mum|mom|husband|wife|boss|ex|neighbou?r|brother|sister"
    r"|boyfriend"
    r"|girlfriend|teacher|classmates?|coworkers?|roommate|landlord|school))"
)
_KILL = r"(?:kill|murder|stab|shoot|strangle|poison|beat to death|slaughter|blow up|burn alive)"
_JOKE = (
    r"if (?:he|she|they|you|it) (?:\w{1,8} )?(?:eat|forget|do|don|leave|use|play|steal|touch"
    r"|spoil|say|sing"
    r"|snore|wake|bring|put|buy|make|miss|cancel|call)\w*|lol|haha|lmao|joke|joking|kidding"
    r"|cake|cookie|pizza|snack"
    r"|movie|film|novel|book\b|game|chess|match|character|series|show\b|level|boss fight"
    r"|mosquito|spider"
    r"|wasp|weeds?\b|ants?\b|bug|time\b|photo|picture|email|video|scene|text\b|kindness"
    r"|message|basket|hoop|goal|portrait"
    r"|round|villain|story|play\b|in (?:my|a) dream|dreamt|mafia|laugh|hugs?\b|kiss|cuddl|tickl"
)

UNNAMED_PLANS: tuple[Phrase, ...] = (
    # With the dead again, again what failed, affairs in order, no more days.
    Phrase(
        "en.plan.reunion",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:going to|gonna|will|ill|soon|want to|wanna|ready to|coming|hold on"
            r"|wait for me|wont wait)"
            rf"{gap(5)} (?:{_TO_THE_DEAD}|together)(?: \w{{1,6}}){{0,2}}? (?:again|soon|now"
            r"|tonight|tomorrow)\b"
            rf"|\b(?:coming|going|on my way) (?:\w{{1,6}} ){{0,2}}?(?:{_TO_THE_DEAD}|to heaven)\b"
            r"|\b(?:ill|i will|soon)(?: \w{1,6}){0,2}? (?:see|join|hold|be with) (?:him"
            r"|her|them|you)"
            r"(?: \w{1,6}){0,2}? soon\b"
            rf"|\bsoon{gap(3)} {_TO_THE_DEAD}\b"
        ),
        also=whole(_DEAD),
        unless=begins("grave\\b|cemetery|anniversary|dream|visit|flowers|believe"),
    ),
    Phrase(
        "en.plan.again",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:last time|before|tried (?:it )?(?:once|before|already)|in (?:19|20)\d\d"
            r"|the first time"
            r"|saved me|found me)\b"
        ),
        also=(
            r"\b(?:this time|now) (?:\w{1,8} ){0,3}?(?:wont|will not|nobody|no one"
            r"|know how to do it|ill do it"
            r"|do it right|get it right|it will work|make sure|for real|not tell\w*)\b"
        ),
        unless=begins(
            EVERYDAY + "|test|licen[cs]e|recipe|bak|record|interview|pass\\b|bread|cook|level"
        ),
    ),
    Phrase(
        "en.farewell.affairs",
        _ACTIVE,
        _DIRECT,
        rf"\b{_AFFAIRS}\b",
        also=rf"\b{_READY_TO_GO}",
        unless=begins(_BUSY + _AWAY + "|thank you note|teacher|santa|pen ?pal"),
    ),
    Phrase(
        "en.farewell.sorry",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:sorry|forgive me){gap(2)} (?:sweetheart|baby|honey|kids|mum|mom|mama|dad"
            r"|son|darling|my love"
            r"|my (?:girl|boy|babies|darling)|guys|everyone|sis|bro)\b"
        ),
        also=whole(
            r"(?:not|isnt|wasnt) (?:your|her|his|their|anyones) fault"
            r"|cant(?: \w{1,8}){0,2}? (?:any ?more|any longer)"
            r"|better (?:off )?(?:this way|without me)|dont blame"
        ),
        unless=begins(EVERYDAY + "|late\\b|dinner|forgot|miss(?:ed|ing)|yell|shout|call"),
    ),
    Phrase(
        "en.farewell.go_now",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:dont|do not|no need to|please dont) (?:look|search|come looking) for me\b"
            r"(?=.{0,50}\b(?:better this way|for the best|too late|its over|sorry)\b)"
            rf"|\bif (?:i dont|you dont|i do not){gap(3)} (?:answer|reply|hear from me|write"
            rf"|respond){gap(4)}"
            r" (?:means|then)? ?(?:im gone|its done|i did it)\b"
            r"|\b(?:ill|i will|only|just) (?:hold on|last|wait|hang on"
            r"|stay)(?: \w{1,8}){0,1}? (?:until|till)"
            rf"{gap(5)} (?:then im (?:done|gone|out|free)|and then|then thats it)\b"
            r"|\b(?:id|i would|ill) only last till then\b|\b(?:im"
            r"|i am) free to go\b(?=.{0,60}\b(?:till then"
            r"|promised)\b)|\b(?:nobody|no one|you) (?:will|wont"
            r"|ll) (?:ever )?see me (?:again|anymore|after)\b"
        ),
        unless=begins(EVERYDAY + _AWAY),
    ),
    Phrase(
        "en.farewell.worked",
        _ACTIVE,
        _DIRECT,
        rf"\b(?:answer|reply|hear from me|respond|write|texts?){gap(4)} it (?:must have )?worked\b",
        unless=begins("alarm|code\\b|test|phone|app\\b|spell|medic|plan b|filter|button"),
    ),
    # Means and places with intent.
    Phrase(
        "en.plan.choosing",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b{_CHOOSING}(?: \w{{1,8}}){{0,2}}? (?:which|what|between|how many|how fast"
            r"|how high)"
            rf"(?: \w{{1,8}}){{0,2}}? (?:{_PLACE}|tree|pole|wall|truck|floor|pills|rope|knife"
            r"|gun|building|car|train)"
            r"(?= (?:to|i|id|or|and|would|could|from|is)\b|$)"
        ),
        unless=begins(
            _LEISURE
            + (
                "|curtain|apartment|rent|buy|plant|shade|hotel|decorat|christmas tree|climb|catch"
                "|take the|ticket|work"
            )
        ),
    ),
    Phrase(
        "en.plan.crash",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:steer|swerve|drive|crash|smash|veer"
            r"|turn)(?:ing)?(?: \w{1,8}){0,3}? (?:into|off|in front of)"
            r" (?:\w{1,8} ){0,2}?(?:tree|pole|wall|truck|lorry|oncoming|traffic|barrier"
            r"|bridge|road|cliff|river)\b"
        ),
        within=whole(
            r"think\w*|want|wanna|could just|picking|pick|imagin\w*|tempted|urge|keep|wish"
            r"|should|going to|so easy"
        ),
        unless=begins("afraid|scared|game|dream|learn|instructor|deer|ice|icy|movie|film"),
    ),
    Phrase(
        "en.plan.nerve",
        _ACTIVE,
        _DIRECT,
        rf"\b(?:on|to|by|at|over|near|onto) (?:the |a |that )?(?:\w{{1,8}} )?{_PLACE}\b",
        within=rf"\b(?:{_NERVE})",
        unless=begins(_LEISURE + "|climb|train home|run\\b|running|coach|race|tour|dog\\b|commut"),
    ),
    Phrase(
        "en.plan.falling",
        _ACTIVE,
        _DIRECT,
        rf"\b(?:look|star)(?:ing|ed|e)? down\b|\b{_PLACE}\b",
        within=whole(
            r"(?:will|would|if it|does it|whether it) hurts?|how long the fall|be quick"
            r"|high enough|fast enough to die"
        ),
        unless=begins(_LEISURE + "|dentist|doctor|needle|surgery"),
    ),
    Phrase(
        "en.plan.knows_how",
        _ACTIVE,
        _DIRECT,
        r"\b(?:i know|ive decided|i have decided) (?:exactly )?(?:how|where|when)\b",
        within=whole(
            r"(?:waiting|wait) for (?:everyone|them|him|her|my \w+) to (?:leave|sleep|go|be asleep)"
            r"|when (?:everyone|they|everybody) (?:leaves?|sleeps?|are asleep|is asleep"
            r"|goes? to bed)"
            r"|days left"
        ),
        unless=begins(EVERYDAY + _AWAY + "|surprise|present|cake"),
    ),
    Phrase(
        "en.plan.no_future",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:not planning on|dont plan on|not planning to|dont intend to"
            r"|dont expect to)(?: \w{1,8}){0,2}?"
            r" (?:see|seeing|around|alive|here|reach|reaching|live"
            r"|make)(?: \w{1,8}){0,2}? (?:new year|christmas"
            r"|birthday|spring|summer|autumn|next \w+|morning|tomorrow|thirty|forty)\b"
            r"|\b(?:days|weeks|hours) left to live\b(?=.{0,40}\b(?:decided|choice|chose"
            r"|decision)\b)"
        ),
        unless=begins(EVERYDAY + _AWAY),
    ),
    Phrase(
        "en.plan.within_reach",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:gun|pistol|rifle|pills|rope|razor|blade"
            r"|noose)\b(?=.{0,60}\b(?:keep (?:opening|looking|checking"
            r"|taking|touching|counting|holding)|every (?:night|day|evening|morning)"
            r"|again and again)\b)"
            r"|\b(?:rope|noose|gun|razor|blade) is (?:already |now )?(?:in|on|under|ready"
            r"|tied|loaded|here)\b"
            r"|\b(?:looked up|googled|searched|found out|calculated"
            r"|counted) (?:\w{1,8} ){0,2}?(?:how many|the dose"
            r"|how much)(?: \w{1,8}){0,3}? (?:takes|need|enough|would take|lethal|dose)\b"
            r"|\b(?:its|everything is|ive got it) all planned(?: out)?\b(?=.{0,60}\b(?:pick"
            r"|choose|day|date|need)\b)"
            r"|\bhave a plan and (?:i )?(?:have|got|ive got) (?:what i need|the means"
            r"|everything)\b(?! for)"
            r"|\btook (?:two|three|four|five|all|the whole|both"
            r"|several) (?:\w{1,6} ){0,2}?(?:box(?:es)?|packs?|packets?"
            r"|bottles?|strips?)\b(?=.{0,30}\b(?:waiting|now|bye|sleepy|goodbye|sorry)\b)"
            r"|\bcut (?:too |so |really )?deep\b(?=.{0,60}\b(?:bleed\w*|blood|this time)\b)"
        ),
        unless=begins(
            EVERYDAY + _AWAY + "|prescri|doctor|vitamin|recipe|climb|hunt|calorie|water\\b|shop"
        ),
    ),
    Phrase(
        "en.plan.slang",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:unaliv\w*|unliv(?:e|ing)|off(?:ing)?|yeet(?:ing)?|neck(?:ing)?|rop(?:e"
            r"|ing)|delet(?:e|ing)"
            rf"|top(?:ping)?|game ?end(?:ing)?|un ?exist) {SELF}\b|\b(?:want to|wanna|gonna"
            r"|going to|might|planning to"
            r"|ready to|time to|about to)(?: just)? (?:unalive|unlive|self ?delete|ctb|kms"
            r"|rope|neck it|sewerslide"
            r"|opt out of (?:life|living|this)|log off (?:life|forever|permanently)"
            r"|hang it all)\b(?! (?:climb|course))|\bout of this life\b"
            r"|\bcheck(?:ing)? out of (?:this|the) (?:world|life)\b"
        ),
        unless=begins("account|instagram|photo|profile|gym|climb"),
    ),
    Phrase(
        "en.plan.suicide",
        _ACTIVE,
        _DIRECT,
        r"\b(?:suicide|dying|death|killing myself)(?: \w{1,6}){0,1}? is all i (?:\w{1,6} )?think\b",
    ),
    # A threat to somebody else, and violence behind a locked door.
    Phrase(
        "en.violence.intent",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:i will|ill|im going to|im gonna|i am going to|ima|i could|i want to"
            r"|i wanna|id like to|i swear ill"
            r"|going to|gonna|planning to|ready to|thought of|thinking (?:about|of)"
            r"|dream(?:ing)? of)"
            rf"{gap(1)} (?:{_KILL}|killing|murdering|stabbing|shooting|strangling"
            rf"|poisoning) {_TARGET}\b"
        ),
        unless=begins(_JOKE),
    ),
    Phrase(
        "en.violence.intent",
        _ACTIVE,
        _DIRECT,
        rf"\b(?:i|im|ill|ive)(?: \w{{1,8}}){{0,8}}? {_KILL} {_TARGET}\b",
        within=whole(
            r"(?:got|have|grabbed|took|taking|holding|bought|loaded"
            r"|with)(?: \w{1,6}){0,2}? (?:knife|gun|axe|bat|hammer"
            r"|rifle|pistol)"
        ),
        unless=begins(_JOKE),
    ),
    Phrase(
        "en.violence.locked",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:he|she|they|husband|boyfriend|dad|father|stepdad|partner|wife"
            r"|mother)(?: \w{1,6}){0,2}? (?:locked me"
            r"|wont let me (?:out|leave|go)|took my (?:keys|phone))\b"
        ),
        also=whole(
            r"hit|hits|hitting|beat|beats|beating|twice|punched|choked|hurt|slapped|scared|afraid"
            r"|help|kill"
        ),
        unless=begins("years ago|when i was|as a child|joke|laugh|movie|party"),
    ),
)
