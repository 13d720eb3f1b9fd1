"""English signals: plans, means and acts."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, begins, gap
from core.crisis.phrases_en.words import ACT, SELF, WEAPON

_ACTIVE = CrisisLevel.ACTIVE
_DIRECT = Kind.DIRECT
_OPEN = Kind.OPEN

PLANS: tuple[Phrase, ...] = (
    Phrase("en.plan.act", _ACTIVE, _OPEN, rf"\b{ACT}\b"),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _OPEN,
        (rf"\b(?:killed|hanged|hung|shot|ended|drowned|offed) (?:{SELF}|my life|it all)\b"),
    ),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:im|ill|i will|i am|gona|gonna|going to|about to|want to|wana|wanna|ready to"
            r"|could just|might just|should just|should) (?:going to |gonna |gona |about to "
            r"|just )*(?:jump|pull the trigger|let go of the (?:rail|railing|rope))(?! (?:on"
            r"|in|at|for|into|to|over|off (?:the )?call|ship|rope|back|around|ahead|up)\b)\b"
        ),
        also=(
            r"\b(?:bridge|roof|ledge|window|life|living|anymore|edge|end|goodbye|die|balcony"
            r"|trigger|cant|sorry)\b"
        ),
    ),
    Phrase(
        "en.plan.thought",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:think\w*|thought\w*|consider\w*|contemplat\w*|fantasi\w+|dream\w*|planning"
            r"|plan|attempt\w*|obsess\w*|ideas?|ideation|urges?|google\w*|research\w*|close to"
            rf"|considered){gap(3)} (?:suicide|suiside|sucide|taking my own life)\b"
        ),
    ),
    Phrase("en.plan.thought", _ACTIVE, _OPEN, r"\b(?:suicidal|suicidial|suisidal)\b"),
    Phrase(
        "en.plan.thought",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:plan|planning|imagine|rehearse|picture|think about|thinking about|know"
            rf"|decided|figured out|worked out|chosen|picked){gap(2)} (?:how|when|where|the day"
            rf"|the place|the way|the date)(?: and \w+)?(?: i| id| ill| im)?{gap(1)} (?:would "
            r"|will |going to |gonna )?(?:do it|end it|die|go|kill|end things)\b(?! (?:home"
            r"|there|to|on holiday|back|about|about it)\b)"
        ),
    ),
    Phrase(
        "en.plan.how",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:i have|ive got|i got|ive made|made|there is) (?:a|my|the) (?:plan|date"
            r"|method|day)(?: and (?:a|the|my) (?:date|plan|day|method|time|place))\b"
            r"|\bi have a plan to (?:die|end|kill|not be)\b|\b(?:ive|i have) (?:chosen|picked"
            r"|set) (?:a|the|my) (?:date|day|method|way) to (?:die|go|end)\b"
        ),
    ),
    Phrase(
        "en.plan.how",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:painless|easiest|quickest|fastest|best|easy|quick|surest) ways? to (?:die"
            r"|go|kill|end|commit)\b"
        ),
    ),
    Phrase(
        "en.plan.time",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:tonight|today|tomorrow|this|it)(?: is|s|ll be| will be){gap(1)} (?:my"
            r"|the) (?:last|final) (?:night|day|evening|morning|sunset|time|message|words|post"
            r"|note)\b(?! (?:of|at|in|for|here|before|on|to|with)\b(?! (?:my life|earth"
            r"|living)))"
        ),
    ),
    Phrase(
        "en.plan.time",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:my|the) last (?:night|day|morning|evening|week) (?:on earth|alive"
            r"|of my life|on this earth|here with you)\b"
        ),
    ),
    Phrase(
        "en.plan.time",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:wont|will not|not going to|not gonna|not planning to) (?:be here|be around"
            rf"|be alive|see|live to see|make it to|exist|wake up){gap(1)} (?:tomorrow"
            r"|much longer|anymore|by morning|in the morning|next week|next year|christmas"
            r"|another|the morning|by then|long)\b"
        ),
        unless=begins(r"travel|work\b|flight|office|meeting|holiday|trip\b|away\b|moving"),
    ),
    Phrase(
        "en.plan.means",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:bought|got|buying|found|saved|saving|stockpil\w+|hoard\w*|collected"
            rf"|collecting|hid|hidden|prepared|stashed|tied|ordered|save){gap(3)} (?:rope|noose"
            r"|gun|pistol|razor blades?|pills|tablets|poison|helium|sleeping pills"
            r"|meds)\b(?! (?:for|from the vet|on the shelf|to my|prescri\w+|at the)(?! (?:this"
            r"|it|that|my last|myself|when))\b)"
        ),
        unless=begins(r"laundry|dry|climb|swing|garden|boat|hammock|skip|camp"),
    ),
    Phrase(
        "en.plan.means",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b{WEAPON}{gap(7)} (?:looking at it|staring at|in my (?:hand|mouth|hands)"
            r"|to my head|around my neck|next to me|within reach|calling me|is ready|are ready"
            r"|will do it|would do it|be enough)\b"
        ),
    ),
    Phrase(
        "en.plan.means",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:holding|staring at|looking at|sitting with|sitting here with"
            rf"|hold){gap(3)} (?:gun|rope|noose|pistol|razor|blade|(?:box"
            r"|pack) of (?:sleeping )?pills|handful of pills|bottle of pills|pills|knife (?:to"
            r"|against))\b(?! (?:prices|control))"
        ),
    ),
    Phrase(
        "en.plan.place",
        _ACTIVE,
        Kind.OWN,
        (
            r"\b(?:standing|sitting|stood|im|am|climbed|walked|up)(?: here| now"
            rf"| out)?{gap(1)} (?:on|at|by|onto|up on|to){gap(2)} (?:bridge|roof|ledge|edge"
            r"|windowsill|balcony|tracks|railing|rooftop|platform"
            r"|cliff)\b(?=.{0,90}\b(?:jump\w*|step\w*|reason|point|shouldnt|goodbye|end|over"
            r"|fall|let go|die|last|cant|down|sorry)\b)"
        ),
    ),
    Phrase(
        "en.act.pills",
        _ACTIVE,
        _OPEN,
        (
            rf"\b(?:took|taken|swallowed|downed|ate|popped|drank){gap(2)} (?:all|whole|entire"
            r"|every|bottle|bottles|handful|too many|so many|lots|box|pack|packet|twenty"
            rf"|thirty|forty|fifty|\d{{2,3}}){gap(4)} (?:pills?|tablets?|meds?|medication"
            r"|paracetamol|tylenol|ibuprofen|sleeping pills|xanax|antidepressants|bleach)\b"
        ),
    ),
    Phrase(
        "en.act.pills",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:overdosed(?! on (?:chocolate|sugar|coffee|cake|cheese|netflix|cuteness))"
            r"|overdosing|ive od|i od|oded|took an overdose|drank bleach)\b"
        ),
    ),
    Phrase(
        "en.act.cut",
        _ACTIVE,
        _OPEN,
        (rf"\b(?:cut|slit|slashed|sliced|opened){gap(1)} my (?:wrists?|veins?|throat)\b"),
    ),
    Phrase(
        "en.act.cut",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:bleeding out|wont stop bleeding|bleeding wont stop|cant stop the bleeding"
            r"|blood everywhere)\b"
        ),
    ),
    Phrase(
        "en.plan.how",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:how (?:many|much)|what dose|which|what)(?: of)? (?:\w{1,20} ){0,3}(?:pills?"
            r"|tablets?|dose|paracetamol|tylenol|meds|insulin|height)(?: \w{1,20}){0,6} (?:die"
            r"|kill|fatal|lethal|overdose)\b|\b(?:lethal|fatal|deadly) (?:dose|amount"
            r"|height)\b|\bhow (?:to|do you|can i|do i|would i"
            r"|long does it take to) (?:tie a noose|die|bleed out|kill my ?self|end my life"
            r"|overdose|drown)\b|\bdoes (?:hanging|drowning|jumping"
            r"|it) hurt(?: to die)?\b(?=.{0,60}\b(?:die|dying|hang\w*|jump\w*)\b)"
        ),
    ),
    Phrase(
        "en.plan.means",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:loaded|load|loading|cocked) (?:the|my|a|his|dads|my dads) (?:gun|pistol"
            r"|rifle|shotgun)\b|\b(?:knife|pills|gun|rope|razor|blade|noose|bottle"
            rf"|tablets) (?:is|are|s|were|lies|lying|sitting){gap(1)} (?:right here|next to me"
            r"|in front of me|on (?:the|my) (?:bed|desk|table|nightstand)|in my hand|ready"
            r"|beside me|here)\b"
        ),
        also=r"\b(?:i|im|me|my)\b(?=.{0,120})",
    ),
    Phrase(
        "en.plan.place",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:cant stop|keep|kept) (?:looking|staring|thinking) (?:at|of|about|down at"
            r"|down) (?:the )?(?:tracks|edge|drop|water below|bridge|ledge|gun|pills|knife"
            r"|rope|rails|traffic below)\b|\bfeet (?:are )?(?:dangling|hanging"
            r"|over the edge)\b|\b(?:on|at) the edge of (?:the|a) (?:roof|bridge|cliff"
            r"|platform|building|balcony)\b(?! (?:photo|picture|view))|\b(?:other"
            r"|wrong) side of the (?:rail|railing|barrier|fence)\b"
        ),
    ),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _OPEN,
        (
            rf"\b(?:driv\w+|crash\w*|steer\w*|swerv\w+){gap(3)} (?:into|off"
            rf"|in front of){gap(2)} (?:wall|tree|truck|bridge|cliff|river|oncoming traffic"
            r"|lorry|pole|road)\b"
        ),
        also=(
            r"\b(?:picturing|picture|imagine|imagining|think|thinking|want|wana|urge|keep"
            r"|could just|tempted)\b"
        ),
    ),
    Phrase(
        "en.plan.thought",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:part of me|ive been|i am|im|been) (?:is )?(?:planning|deciding"
            r"|preparing) (?:to do it|it for|how to|on doing it|my death|my exit"
            r"|my own)\b(?! (?:spend|save|cook|travel|make|move|get|tell|ask|celebrate|improve"
            r"|teach|learn|build))(?=.{0,120})"
        ),
        also=(r"\b(?:funeral|die|death|dead|end|life|alive|pain|note|goodbye|gone|kill)\b"),
    ),
    Phrase(
        "en.plan.thought",
        _ACTIVE,
        _DIRECT,
        (
            r"\bmy (?:own )?funeral\b(?=.{0,80}\b(?:pay|plan|come|cry|cries|attend|soon|friday"
            r"|week|anyone|nobody|cheap)\b)|\b(?:pay|money|saved|enough) for (?:the"
            r"|my) funeral\b(?=.{0,90}\b(?:i|my|me|do it)\b)"
        ),
    ),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:id|i would|would|wouldve|id of|i wouldve){gap(1)} (?:have "
            rf"|of )?{gap(2)} ?(?:killed my ?self|ended (?:it|my life)|hanged my ?self|done it"
            r"|shot my ?self|jumped|offed my ?self)\b(?=.{0,80}\b(?:if|but|long ago|already"
            r"|wasnt|werent)\b)"
        ),
    ),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:by|at|die by) my own hands?\b|\bending (?:it|things) (?:tonight|today"
            r"|tomorrow|now|soon|all|for good)\b|\bhang(?:ing)? my ?self\b|\b(?:urge|voices?"
            r"|want|wana|wanna|tempted|thinking)(?: \w{1,12}){0,4} (?:step|jump|drive|walk"
            r"|fall|stepping|jumping|driving|walking) (?:off|in front of|into"
            r"|onto)(?: \w{1,12}){0,2} (?:platform|bridge|traffic|train|tracks|roof|edge|cliff"
            r"|road|ledge|river|lake)\b"
        ),
    ),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:suicide|death) is (?:\w{1,12} ){0,2}(?:only|answer|option|way|solution|best"
            r"|left|choice)\b|\b(?:decided|planning|ready|close|going|considering|turn|resort"
            r"|choose|leaning|chose)(?: \w{1,12}){0,2} suicide\b"
        ),
    ),
    Phrase(
        "en.plan.means",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:got|took|get|have|grabbed|found|holding|pulled){gap(3)} (?:shotgun|gun"
            r"|rifle|pistol|revolver)(?: out)?\b(?=.{0,80}\b(?:sitting|my head|my mouth"
            r"|alone|here with it|loaded|cant stop|crying|goodbye|anymore)\b)|\b(?:sitting"
            r"|lying|alone) here with (?:it|the|a|my|his|dads) ?(?:gun|knife|pills|rope|razor"
            r"|blade|rifle|bottle of pills)?$|\b(?:rope|noose)(?: \w{1,12}){0,4} (?:chair"
            r"|beam|ceiling|neck|ready)\b"
        ),
    ),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:taking|take|swallow|swallowing|down|drink) (?:everything|every pill"
            r"|whatever is|all that is|all of it)(?: \w{1,12}){0,2} (?:medicine|cabinet"
            r"|bathroom|drawer|pills|meds|cupboard|bottle)\b"
        ),
    ),
    Phrase(
        "en.act.cut",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:im|i am|been|started|i) (?:cutting|cut(?: my ?self)?|slicing)(?: my ?self"
            r"| my arms?| my legs?)? (?:right now|now|and i? ?cant stop|again right now"
            r"|too deep)\b|\b(?:cut|cutting) (?:my ?self )?too deep\b"
            r"|\bcut\w*\b.{0,40}\b(?:so much|lots of|too much) blood\b"
        ),
    ),
)
