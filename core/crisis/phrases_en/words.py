"""English building blocks of the signals."""

from core.crisis.lexicon import gap

WANT = (
    r"(?:want|wnat|wan|wana|wanna|need|would like|d like|long|ready|wish"
    r"|hope|hoping|prefer|plan|planning|going|gonna|gona|about|decided"
    r"|intend|trying|try|prepared|deserve|tempted|supposed)"
)
NOT = (
    r"(?:dont|do not|dnt|donot|no longer|didnt|never|cant|cannot|can not"
    r"|wont|not)"
)
DIE = (
    r"(?:d(?:ie|ye|ei|i)|be dead|not exist|stop existing|cease to exist"
    r"|be gone forever|stop living|stop being alive)"
)
NOT_HAIR = (
    r"(?! (?:my (?:hair|shirt|jeans|dress|curtain)|the|it|this|her|his|old"
    r"|happy|of old|laughing|of laugh\w+|in my (?:own )?bed|of hunger"
    r"|of embarrassment|on that hill|trying|hair|peacefully at|a natural"
    r"|rich)\b)"
)
SOMEHOW = (
    r"(?! (?:with|in|near|under|like my|like her|like his|like they"
    r"|like them|by|at|on|off|for|alone|there|together|abroad|close|among"
    r"|out of|up to|through my|without (?!him|her|you|them|my)|far|next"
    r"|where|as)\b(?! (?:this (?:world|pain|body|hell|life)|pain|hell)))"
)
SELF = r"(?:my ?self|meself|ma?self|myslef|mysefl|myslf)"
ACT = (
    r"(?:(?:kill|kil|kl|hang|shoot|drown|murder|unalive|poison|off"
    rf"|electrocute|gas){gap(1)} {SELF}|kms\b"
    r"|(?:killing|kiling|hanging|shooting|drowning|unaliving|offing"
    rf"|poisoning) {SELF}"
    rf"|(?:end|ending|take|taking|finish){gap(1)} (?:my|this"
    r"|my own) (?:own )?(?:miserable |pathetic |stupid |whole )?(?:life"
    r"|existence)\b"
    r"|(?:end|ending) (?:it all|everything for good|all of it|my suffering"
    r"|my pain)|end it (?:tonight|tomorrow|today|now|once and for all"
    r"|for good)"
    r"|end things (?:tonight|for good|once and for all)"
    r"|(?:commit|comit|committing|comiting|do|attempt|attempting) (?:suicide"
    r"|sewerslide|die)|catch(?:ing)? the bus(?! (?:to|at|home|into|back))"
    r"|sewer ?slide"
    r"|(?:slit|slitting|cut|cutting|slash|slashing|slice|open"
    r"|opening)(?: up)? my (?:wrists?|throat|veins?)"
    rf"|(?:jump|jumping|throw {SELF}|throwing {SELF}|leap|step|stepping|walk"
    rf"|walking|drive|driving|lie down){gap(1)} (?:off|from|of|in front of"
    rf"|under|into|out of|out|onto){gap(2)} (?:bridge|building|roof|ledge"
    r"|window|balcony|train|traffic|tracks|cliff|bus|truck|lorry|tree|car"
    r"|cars|river|platform|floor|tube|subway)"
    rf"|(?:take|taking|swallow|swallowing){gap(2)} (?:all|whole bottle|every"
    rf"|bottle|handful){gap(3)} (?:pills?|tablets?|meds?|medication"
    r"|sleeping pills)"
    r"|overdose|overdosing|suicide by cop|blow(?:ing)? my (?:brains?"
    r"|head)(?: out| of)?|put(?:ting)? a (?:bullet|gun)(?: \w+){0,2} (?:head"
    r"|mouth|brain)"
    r"|(?:self|un) ?delete|do my ?self in|top my ?self|end my ?self)"
)
KIN = (
    r"(?:he|she|they|husband|wife|boyfriend|girlfriend|bf|gf|partner|father"
    r"|dad|stepdad|stepfather|mother|mom|mum|stepmother|stepmom|brother"
    r"|sister|uncle|aunt|grandfather|ex|fiance|roommate|someone|neighbour"
    r"|neighbor|son|boss|coach|cousin|parents|guy|man)"
)
PERSON = (
    r"(?:he|hes|she|shes|they|theyre|you|your|youre|friend|friends|brother"
    r"|sister|mom|mum|mother|dad|father|husband"
    r"|wife|son|daughter|boyfriend|girlfriend|partner|ex|cousin|uncle|aunt"
    r"|roommate|colleague|coworker|student|neighbou?r"
    r"|someone|somebody|people|person|kid|teen|teenager|man|woman|girl|boy"
    r"|patient|client|users?|hero|heroine|character|narrator|grandma|grandpa"
    r"|classmate)"
)
HIMSELF = (
    r"(?:himself|herself|themselves|themself|his life|her life|their life"
    r"|their lives|his own life|her own life|their own life|it all)"
)
WEAPON = (
    r"(?:gun|rope|noose|pistol|rifle|razor|razors|blade|blades|pills|tablets"
    r"|poison|shotgun|helium)"
)
NOW = (
    r"\b(?:right now|now|just|outside (?:the|my) door|help"
    r"|locked (?:my ?self|in|the|me)|hiding|hide|knife|gun|blood|bleeding"
    r"|kill me|cant get out|cant leave"
    r"|wont let me|wont stop|scared for my life|call the police|please"
    r"|again tonight|tonight|barricad\w+|trapped|drunk again)\b"
)
