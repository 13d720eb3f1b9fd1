"""English grammar of plans, means, places, self-harm and slang."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, any_order, begins, whole
from core.crisis.phrases_en.slots import EVERYDAY, HABITUAL, LEISURE, SOON
from core.crisis.phrases_en.words import SELF

_ACTIVE = CrisisLevel.ACTIVE
_PASSIVE = CrisisLevel.PASSIVE
_DIRECT = Kind.DIRECT
_OPEN = Kind.OPEN
_OTHER = Kind.OTHER

_PILLS = (
    r"(?:pills?|tablets|meds|medication|sleeping pills|painkillers|xanax|tylenol|paracetamol"
    r"|oxy|bottle of pills|antidepressants|fentanyl|insulin)"
)
_DEADLY = (
    r"(?:rope|noose|razors?|razor blades?|blades?|gun|pistol|rifle|shotgun|revolver|poison"
    r"|helium tank|helium)"
)
_READY = (
    r"(?:ready|counted|lined up|laid out|in (?:my )?hands?|next to me|in front of me|beside me"
    r"|on the (?:table|bed|desk|nightstand|counter|floor)|saved|saved up|saving up|saving"
    r"|stash\w*|hid|hidden|hiding|bought|got|have|enough|loaded|tied|up|waiting|hoard\w*"
    r"|collect\w*|stockpil\w*|prepared|set up|within reach|staring|looking|holding|found"
    r"|ordered|keeps|know where|set aside)"
)
_HEALTH = (
    r"allerg|blood pressure|headache|doctor|prescri|pharmac|vitamin|flu\b|cold\b|fever|cough"
    r"|diabet|thyroid|my (?:mum|mom|dad|cat|dog|grandm|grandf|son|daughter)s?|vet\b|for (?:him"
    r"|her)|suitcase|trip|camp|climb|swing|hammock|skip|tow|hunt|range|museum|barber|shav"
    r"|control|birth|migraine|pain relief|water (?:gun|pistol)|nail|glue|refill|supplements"
    r"|travel|boat|sail|clothes ?line|balloon"
)
_DARK = (
    r"jump\w*|step\w*|alone|anymore|reason|point|goodbye|end|over|fall|let go|die|last|cant"
    r"|down|sorry|right now|dont know|help|scared|nobody|no one|life|live|cold water|done"
    r"|ready|want|tired|crying|about to|see no|water|pulling me|cars below|traffic below"
    r"|the drop|push|window|talk me out|thinking|waiting for the (?:next )?(?:train|express)"
)
_HIGH = (
    r"(?:roof|rooftop|bridge|ledge|edge|windowsill|railing|railings|parapet|tracks"
    r"|train tracks|overpass|cliff|platform|balcony rail|guardrail|top of the building"
    r"|car park roof|scaffolding)"
)
_BEFORE_IT = (
    r"asleep|nobody (?:is|will|can)|no one (?:is|will|can)|alone|goodbye|last|forever|die"
    r"|death|dead|pills?|rope|gun|note|letter|sorry|cant (?:stop|do this)|life|live|pain"
    r"|work this time|wont fail|brave enough|guts|courage|gone|stop me|save me|find me|(?:mum"
    r"|mom|dad|everyone|they|wife|husband|parents) (?:\w{1,8} )?(?:leaves?|goes|go to bed"
    r"|sleeps?|are out|is out)"
)
_KILL_MYSELF = rf"(?:kill|hang|shoot|drown|off|poison|gas) {SELF}"

ACT_GRAMMAR: tuple[Phrase, ...] = (
    Phrase(
        "en.plan.jump",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:im|i am|ill|i will|then i|gonna|gona|going to|about to|want to|wana|wanna"
            r"|ready to|time to|let me|should|imma)(?: \w{1,8}){0,2}? (?:jump|step off"
            r"|let go and fall|pull the trigger|kick the chair|leap off)\b(?! (?:on|in|at|for"
            r"|into|to|over|ship|rope|back|ahead|up|through|off the (?:call|bus|sofa))\b)"
        ),
        unless=begins(LEISURE),
    ),
    Phrase(
        "en.act.nearly",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:nearly|almost|tried to|trying to|about to|close to|went to"
            r"|wanted to)(?: \w{1,8}){0,1}? (?:jump\w*|hang\w*|hung|overdos\w*|drown\w*"
            r"|poison\w*)(?: (?:off|from|out of|in front of|under|my ?self)\b)"
        ),
        unless=begins(LEISURE.replace("balcon", "") + r"|seat|skin|bed\b|joy|food"),
    ),
    Phrase(
        "en.plan.high",
        _ACTIVE,
        Kind.OWN,
        (
            r"\b(?:im|i am|ive|standing|sitting|stood|sat|climbed|walked|up|here|already"
            r"|out)(?: \w{1,8}){0,3}? (?:on|at|by|onto|over|to|off"
            rf"|behind)(?: \w{{1,8}}){{0,2}}? {_HIGH}\b"
        ),
        within=whole(_DARK),
        unless=begins(LEISURE + "|edge of (?:town|tears|my seat|the (?:city|bed))"),
    ),
    Phrase(
        "en.plan.high",
        _ACTIVE,
        _DIRECT,
        (
            r"^(?:im |i am |already |standing |sitting |up |out |here |alone |still "
            rf"|just )*(?:on|at)(?: \w{{1,8}}){{0,2}}? {_HIGH}(?: (?:now|right now|again|alone"
            r"|already))*$"
        ),
        unless=begins(LEISURE),
    ),
    Phrase(
        "en.plan.going",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:driving|heading|walking|going|on my way|drive|walk"
            r"|head)(?: \w{1,8}){0,2}? (?:to|towards|onto|into|up to) (?:the |a )?(?:bridge"
            r"|cliff|tracks|train tracks|roof|river|lake|woods|ocean|sea)\b"
        ),
        within=whole(
            r"not coming back|coming back|never come back|wont be back|goodbye|die|end it|end"
            r"|jump|last time|anymore|no return|life|drown|one way"
        ),
        unless=begins(LEISURE),
    ),
    Phrase(
        "en.plan.means_ready",
        _ACTIVE,
        _DIRECT,
        rf"\b{any_order(_DEADLY, _READY, most=3)}\b",
        unless=begins(LEISURE + "|" + _HEALTH + "|hair|skate|ice\\b|legal|law|crime"),
    ),
    Phrase(
        "en.plan.means_ready",
        _ACTIVE,
        _DIRECT,
        rf"\b{any_order(_PILLS, _READY, most=3)}\b",
        within=whole(
            r"tonight|ready|counted|enough|lined up|laid out|saved up|saving up|stash\w*"
            r"|hoard\w*|stockpil\w*|die|dead|goodbye|note|letter|wake|sleep forever|end"
            r"|anymore|over|all of them|alone|in my hand|in front of me|next to me|life|job"
        ),
        unless=begins(_HEALTH),
    ),
    Phrase(
        "en.plan.gas",
        _ACTIVE,
        _DIRECT,
        r"\b(?:turned|turning|left|put)(?: \w{1,8}){0,2}? (?:gas|car engine|engine"
        r"|oven)(?: \w{1,8}){0,2}? (?:on|running)\b|\bturned on the gas\b|\b(?:garage"
        r"|car)(?: \w{1,8}){0,4}? (?:hose|exhaust)\b",
        within=whole(r"i|ive|windows|garage|sleep|goodbye|die|over|end|sealed|closed"),
        unless=begins(
            r"stove|cook|dinner|kettle|boiler|heating|forgot|bill|station|roast|cake|warm up|bak"
        ),
    ),
    Phrase(
        "en.plan.do_it",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:im|i am|ill|i will|gonna|gona|going to|about to|have to|want to|ready to"
            r"|planning to|plan to|decided to|finally|imma)(?: \w{1,8}){0,2}? (?:do it"
            r"|go through with it|get it over with|do this|finish it|end it|finish the job)\b"
        ),
        within=whole(_BEFORE_IT),
        unless=begins(EVERYDAY + "|with (?:him|her|this|that)|finally|end of|last year|life coach"),
    ),
    Phrase(
        "en.plan.set",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:set|picked|chosen|chose|have|got|fixed|circled)(?: \w{1,8}){0,2}? (?:a|the"
            r"|my) (?:date|day|method|place|time|plan|way)\b|\bplan (?:is )?(?:ready|set"
            r"|finished|in place)\b|\b(?:everything is|its all|everythings) (?:ready|prepared"
            r"|arranged|planned)\b|\bmade (?:my|the|a) decision\b|\bmake sure (?:it|i"
            r"|this)(?: \w{1,8}){0,2}? (?:works?|succeed|dont fail|dont survive|do it right)"
        ),
        within=whole(
            r"nobody knows|no one knows|no more me|is the day|it all ends|finally (?:calm"
            r"|at peace)|die|dead|death|end it|ending it|goodbye|gone|kill|suicide|this time"
            r"|not going to see|wont (?:be|see)|last (?:night|day|week)|without me|life|pills"
            r"|rope|bridge|funeral"
        ),
        unless=begins(EVERYDAY.replace("work|", "") + "|wedding|surgery|birth|party|move"),
    ),
    Phrase(
        "en.plan.not_last",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:wont|will not|not gonna|not going to|never going to|dont plan to"
            r"|shant)(?: \w{1,8}){0,2}? (?:be (?:here|alive|around|breathing)|see|wake up"
            r"|exist|make it to|live to see)(?: \w{1,8}){0,2}? (?:tomorrow|weekend|morning"
            r"|monday|next week|next year|christmas|sunrise|spring|summer|anymore|much longer"
            r"|another (?:day|year))\b|\bby (?:tomorrow|morning|monday|the weekend|sunrise"
            r"|then|dawn|this time tomorrow)(?: \w{1,8}){0,1}? (?:ill|i will|im"
            r"|i) (?:be )?(?:dead|gone|no more|free of it)"
        ),
        unless=begins(r"meeting|office|class|work|party|practice|on holiday|airport|flight|home\b"),
    ),
    Phrase(
        "en.plan.method_thought",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:ways?|methods?|how|best way|easiest way)(?: \w{1,8}){0,3}? (?:kill"
            rf"|killing|off|end|hang|drown|unalive) (?:{SELF}|it all|my life)\b|\b(?:unaliv\w+"
            r"|un alive|kms|kys my ?self|sewer ?slide|self delete|ctb|sui ?cide my ?self"
            r"|actively suicidal|yeet my ?self off|neck my ?self)\b"
        ),
        unless=begins(r"character|video game|movie|tiktok (?:word|term)|the word|ai model"),
    ),
    Phrase(
        "en.self_harm.now",
        _ACTIVE,
        _DIRECT,
        (
            rf"\bjust (?:cut|burned|burnt|sliced) {SELF}$|\bjust (?:cut|burned|burnt"
            rf"|sliced) {SELF}(?= (?:feels?|and|again|it)\b)|\b(?:im|i am|ive been|been|started"
            r"|cant stop|keep)(?: \w{1,8}){0,2}? (?:cutting|burning|hurting|slicing"
            rf"|slashing|harming|self harming|bleeding)(?: {SELF}| my (?:arms?|wrists?|legs?"
            r"|thighs?))?\b(?! (?:down|back|costs?|carbs|sugar|out|the|ties|corners|class|it"
            r"|off|grass|wood|paper|hair|bread|calories|onions|through|up)\b)"
        ),
        within=whole(
            rf"cutting(?: again| {SELF}| my \w+| right now| now| tonight)*$|now|again|tonight"
            r"|blood|cant stop|deep|bathroom|razor|help|(?:cutting|burning|harming"
            rf"|slicing) (?:{SELF}|my)"
        ),
        unless=begins(
            HABITUAL + r"|kitchen|cook|accident|onion|veg|feelings|shav|calor|hair|class"
        ),
    ),
    Phrase(
        "en.self_harm.urge",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:want|wana|wanna|need|needs|urge|urges|craving|crave|dying|about|going|gonna"
            r"|have)(?: \w{1,8}){0,2}? (?:to )?(?:cut|cutting|(?:hurt|hurting|harm|burn"
            rf"|stab|slice|injure) {SELF}|self harm)(?: {SELF}| my (?:arms?|wrists?|legs?|skin)"
            r"| so badly| again| right now| tonight| deep)*$"
        ),
        unless=begins(r"carbs|sugar|hair|grass|costs|gym|bench|cake"),
    ),
    Phrase(
        "en.self_harm.habit",
        _PASSIVE,
        _OPEN,
        (
            r"\b(?:cut|cutting|burn|burned|burnt|burning|scratch\w*|slice\w*|carve\w*|bit|bite"
            r"|scar\w*)(?: \w{1,8}){0,1}? my (?:arms?|wrists?|legs?|thighs?|skin)\b"
            rf"|\b(?:punch\w*|hit|hitting|bang\w*|slap\w*|starv\w*) (?:{SELF}|my head"
            r"|walls?(?=.{0,60}\bpunish))\b(?! (?:on|with|off|against the low|by accident))"
        ),
        unless=begins(
            r"cook|oven|stove|accident|shav|paper|onion|kitchen|garden|rose|sun\b|sunburn"
            r"|cat\b|bak|sleeves|nails"
        ),
    ),
    Phrase(
        "en.other.danger",
        _PASSIVE,
        _OTHER,
        (
            r"\b(?:he|she|they|hes|shes|theyre|daughter|son|friend|brother|sister|husband|wife"
            r"|classmate|mom|mum|dad|girlfriend|boyfriend|roommate|cousin|student|partner"
            r"|ex)(?: \w{1,8}){0,5}? (?:cutting|cuts|hurting|harming|hurts|harms) (?:himself"
            r"|herself|themselves|his wrists|her wrists|her arms|his arms)\b|\b(?:he|she|they"
            r"|son|daughter|friend|brother|sister|husband|wife|classmate|mate|ex"
            r"|partner)(?: \w{1,8}){0,4}? (?:will jump|wants to jump|took a bunch of pills"
            r"|took all|wants to end it|is going to jump|will kill (?:himself|herself)"
            r"|hang (?:himself|herself)|overdosed(?! on (?:choc|sugar|coffee|cake)))\b"
        ),
        unless=begins(r"paper|movie|film|series|novel|shaving"),
    ),
    Phrase(
        "en.plan.soon_act",
        _ACTIVE,
        _OPEN,
        rf"\b{any_order(SOON, _KILL_MYSELF, most=4)}\b",
    ),
)
