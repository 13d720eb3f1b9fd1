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
        (
            rf"\b(?:killed|hanged|hung|shot|ended|drowned|offed) (?:{SELF}|my life"
            r"|it all)\b"
        ),
    ),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:im|ill|i will|i am|gona|gonna|going to|about to|want to|wana"
            r"|wanna|ready to|could just|might just|should just|should) (?:going to "
            r"|gonna |gona |about to |just )*(?:jump|pull the trigger"
            r"|let go of the (?:rail|railing|rope))(?! (?:on|in|at|for|into|to|over"
            r"|off (?:the )?call|ship|rope|back|around|ahead|up)\b)\b"
        ),
        also=(
            r"\b(?:bridge|roof|ledge|window|life|living|anymore|edge|end|goodbye|die"
            r"|balcony|trigger|cant|sorry)\b"
        ),
    ),
    Phrase(
        "en.plan.thought",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:think\w*|thought\w*|consider\w*|contemplat\w*|fantasi\w+|dream\w*"
            r"|planning|plan|attempt\w*|obsess\w*|ideas?|ideation|urges?|google\w*"
            rf"|research\w*|close to|considered){gap(3)} (?:suicide|suiside|sucide"
            r"|taking my own life)\b"
        ),
    ),
    Phrase("en.plan.thought", _ACTIVE, _OPEN, r"\b(?:suicidal|suicidial|suisidal)\b"),
    Phrase(
        "en.plan.thought",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:plan|planning|imagine|rehearse|picture|think about|thinking about"
            rf"|know|decided|figured out|worked out|chosen|picked){gap(2)} (?:how"
            r"|when|where|the day|the place|the way|the date)(?: and \w+)?(?: i| id"
            rf"| ill| im)?{gap(1)} (?:would |will |going to |gonna )?(?:do it|end it"
            r"|die|go|kill|end things)\b(?! (?:home|there|to|on holiday|back|about"
            r"|about it)\b)"
        ),
    ),
    Phrase(
        "en.plan.how",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:i have|ive got|i got|ive made|made|there is) (?:a|my|the) (?:plan"
            r"|date|method|day)(?: and (?:a|the|my) (?:date|plan|day|method|time"
            r"|place))\b|\bi have a plan to (?:die|end|kill|not be)\b|\b(?:ive"
            r"|i have) (?:chosen|picked|set) (?:a|the|my) (?:date|day|method"
            r"|way) to (?:die|go|end)\b"
        ),
    ),
    Phrase(
        "en.plan.how",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:painless|easiest|quickest|fastest|best|easy|quick"
            r"|surest) ways? to (?:die|go|kill|end|commit)\b"
        ),
    ),
    Phrase(
        "en.plan.time",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:tonight|today|tomorrow|this|it)(?: is|s|ll be"
            rf"| will be){gap(1)} (?:my|the) (?:last|final) (?:night|day|evening"
            r"|morning|sunset|time|message|words|post|note)\b(?! (?:of|at|in|for"
            r"|here|before|on|to|with)\b(?! (?:my life|earth|living)))"
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
            r"\b(?:wont|will not|not going to|not gonna|not planning to) (?:be here"
            r"|be around|be alive|see|live to see|make it to|exist"
            rf"|wake up){gap(1)} (?:tomorrow|much longer|anymore|by morning"
            r"|in the morning|next week|next year|christmas|another|the morning"
            r"|by then|long)\b"
        ),
    ),
    Phrase(
        "en.plan.means",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:bought|got|buying|found|saved|saving|stockpil\w+|hoard\w*"
            r"|collected|collecting|hid|hidden|prepared|stashed|tied|ordered"
            rf"|save){gap(3)} (?:rope|noose|gun|pistol|razor blades?|pills|tablets"
            r"|poison|helium|sleeping pills|meds)\b(?! (?:for|from the vet"
            r"|on the shelf|to my|prescri\w+|at the)(?! (?:this|it|that|my last"
            r"|myself|when))\b)"
        ),
        unless=begins(r"laundry|dry|climb|swing|garden|boat|hammock|skip|camp"),
    ),
    Phrase(
        "en.plan.means",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b{WEAPON}{gap(7)} (?:looking at it|staring at|in my (?:hand|mouth"
            r"|hands)|to my head|around my neck|next to me|within reach|calling me"
            r"|is ready|are ready|will do it|would do it|be enough)\b"
        ),
    ),
    Phrase(
        "en.plan.means",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:holding|staring at|looking at|sitting with|sitting here with"
            rf"|hold){gap(3)} (?:gun|rope|noose|pistol|razor|blade|handful of pills"
            r"|bottle of pills|pills|knife (?:to|against))\b(?! (?:prices|control))"
        ),
    ),
    Phrase(
        "en.plan.place",
        _ACTIVE,
        Kind.OWN,
        (
            r"\b(?:standing|sitting|stood|im|am|climbed|walked|up)(?: here| now"
            rf"| out)?{gap(1)} (?:on|at|by|onto|up on|to){gap(2)} (?:bridge|roof"
            r"|ledge|edge|windowsill|balcony|tracks|railing|rooftop|platform"
            rf"|cliff)\b(?=.{{0,90}}\b(?:jump\w*|step\w*|reason|point|shouldnt"
            r"|goodbye|end|over|fall|let go|die|last|cant|down|sorry)\b)"
        ),
    ),
    Phrase(
        "en.act.pills",
        _ACTIVE,
        _OPEN,
        (
            rf"\b(?:took|taken|swallowed|downed|ate|popped|drank){gap(2)} (?:all"
            r"|whole|entire|every|bottle|bottles|handful|too many|so many|lots|box"
            rf"|pack|packet|twenty|thirty|forty|fifty|\d{{2,3}}){gap(4)} (?:pills?"
            r"|tablets?|meds?|medication|paracetamol|tylenol|ibuprofen"
            r"|sleeping pills|xanax|antidepressants|bleach)\b"
        ),
    ),
    Phrase(
        "en.act.pills",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:overdosed(?! on (?:chocolate|sugar|coffee|cake|cheese|netflix"
            r"|cuteness))|overdosing|ive od|i od|oded|took an overdose"
            r"|drank bleach)\b"
        ),
    ),
    Phrase(
        "en.act.cut",
        _ACTIVE,
        _OPEN,
        (
            rf"\b(?:cut|slit|slashed|sliced|opened){gap(1)} my (?:wrists?|veins?"
            r"|throat)\b"
        ),
    ),
    Phrase(
        "en.act.cut",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:bleeding out|wont stop bleeding|bleeding wont stop"
            r"|cant stop the bleeding|blood everywhere)\b"
        ),
    ),
    Phrase(
        "en.plan.how",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:how (?:many|much)|what dose|which"
            r"|what)(?: of)? (?:\w{1,20} ){0,3}(?:pills?|tablets?|dose|paracetamol"
            r"|tylenol|meds|insulin|height)(?: \w{1,20}){0,6} (?:die|kill|fatal"
            r"|lethal|overdose)\b|\b(?:lethal|fatal|deadly) (?:dose|amount|height)\b"
            r"|\bhow (?:to|do you|can i|do i|would i"
            r"|long does it take to) (?:tie a noose|die|bleed out|kill my ?self"
            r"|end my life|overdose|drown)\b|\bdoes (?:hanging|drowning|jumping"
            r"|it) hurt(?: to die)?\b(?=.{0,60}\b(?:die|dying|hang\w*|jump\w*)\b)"
        ),
    ),
    Phrase(
        "en.plan.means",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:loaded|load|loading|cocked) (?:the|my|a|his|dads|my dads) (?:gun"
            r"|pistol|rifle|shotgun)\b|\b(?:knife|pills|gun|rope|razor|blade|noose"
            r"|bottle|tablets) (?:is|are|s|were|lies|lying"
            rf"|sitting){gap(1)} (?:right here|next to me|in front of me|on (?:the"
            r"|my) (?:bed|desk|table|nightstand)|in my hand|ready|beside me|here)\b"
        ),
        also=r"\b(?:i|im|me|my)\b(?=.{0,120})",
    ),
    Phrase(
        "en.plan.place",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:cant stop|keep|kept) (?:looking|staring|thinking) (?:at|of|about"
            r"|down at|down) (?:the )?(?:tracks|edge|drop|water below|bridge|ledge"
            r"|gun|pills|knife|rope|rails|traffic below)\b"
            r"|\bfeet (?:are )?(?:dangling|hanging|over the edge)\b|\b(?:on"
            r"|at) the edge of (?:the|a) (?:roof|bridge|cliff|platform|building"
            r"|balcony)\b(?! (?:photo|picture|view))|\b(?:other"
            r"|wrong) side of the (?:rail|railing|barrier|fence)\b"
        ),
    ),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _OPEN,
        (
            rf"\b(?:driv\w+|crash\w*|steer\w*|swerv\w+){gap(3)} (?:into|off"
            rf"|in front of){gap(2)} (?:wall|tree|truck|bridge|cliff|river"
            r"|oncoming traffic|lorry|pole|road)\b"
        ),
        also=(
            r"\b(?:picturing|picture|imagine|imagining|think|thinking|want|wana|urge"
            r"|keep|could just|tempted)\b"
        ),
    ),
    Phrase(
        "en.plan.thought",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:part of me|ive been|i am|im|been) (?:is )?(?:planning|deciding"
            r"|preparing) (?:to do it|it for|how to|on doing it|my death|my exit"
            r"|my own)\b(?! (?:spend|save|cook|travel|make|move|get|tell|ask"
            r"|celebrate|improve|teach|learn|build))(?=.{0,120})"
        ),
        also=(
            r"\b(?:funeral|die|death|dead|end|life|alive|pain|note|goodbye|gone"
            r"|kill)\b"
        ),
    ),
    Phrase(
        "en.plan.thought",
        _ACTIVE,
        _DIRECT,
        (
            r"\bmy (?:own )?funeral\b(?=.{0,80}\b(?:pay|plan|come|cry|cries|attend"
            r"|soon|friday|week|anyone|nobody|cheap)\b)|\b(?:pay|money|saved"
            r"|enough) for (?:the|my) funeral\b(?=.{0,90}\b(?:i|my|me|do it)\b)"
        ),
    ),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:id|i would|would|wouldve|id of|i wouldve){gap(1)} (?:have "
            rf"|of )?{gap(2)} ?(?:killed my ?self|ended (?:it|my life)"
            r"|hanged my ?self|done it|shot my ?self|jumped"
            rf"|offed my ?self)\b(?=.{{0,80}}\b(?:if|but|long ago|already|wasnt"
            r"|werent)\b)"
        ),
    ),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:by|at|die by) my own hands?\b|\bending (?:it|things) (?:tonight"
            r"|today|tomorrow|now|soon|all|for good)\b|\bhang(?:ing)? my ?self\b"
            r"|\b(?:urge|voices?|want|wana|wanna|tempted"
            r"|thinking)(?: \w{1,12}){0,4} (?:step|jump|drive|walk|fall|stepping"
            r"|jumping|driving|walking) (?:off|in front of|into"
            r"|onto)(?: \w{1,12}){0,2} (?:platform|bridge|traffic|train|tracks|roof"
            r"|edge|cliff|road|ledge|river|lake)\b"
        ),
    ),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:suicide|death) is (?:\w{1,12} ){0,2}(?:only|answer|option|way"
            r"|solution|best|left|choice)\b|\b(?:decided|planning|ready|close|going"
            r"|considering|turn|resort|choose|leaning"
            r"|chose)(?: \w{1,12}){0,2} suicide\b"
        ),
    ),
    Phrase(
        "en.plan.means",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:got|took|get|have|grabbed|found|holding"
            rf"|pulled){gap(3)} (?:shotgun|gun|rifle|pistol"
            rf"|revolver)(?: out)?\b(?=.{{0,80}}\b(?:sitting|my head|my mouth|alone"
            r"|here with it|loaded|cant stop|crying|goodbye|anymore)\b)|\b(?:sitting"
            r"|lying|alone) here with (?:it|the|a|my|his|dads) ?(?:gun|knife|pills"
            r"|rope|razor|blade|rifle|bottle of pills)?$|\b(?:rope"
            rf"|noose)(?: \w{{1,12}}){{0,4}} (?:chair|beam|ceiling|neck|ready)\b"
        ),
    ),
    Phrase(
        "en.plan.act",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:taking|take|swallow|swallowing|down|drink) (?:everything"
            r"|every pill|whatever is|all that is"
            r"|all of it)(?: \w{1,12}){0,2} (?:medicine|cabinet|bathroom|drawer"
            r"|pills|meds|cupboard|bottle)\b"
        ),
    ),
    Phrase(
        "en.act.cut",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:im|i am|been|started|i) (?:cutting|cut(?: my ?self)?"
            r"|slicing)(?: my ?self| my arms?| my legs?)? (?:right now|now"
            r"|and i? ?cant stop|again right now|too deep)\b|\b(?:cut"
            r"|cutting) (?:my ?self )?too deep\b|\bcut\w*\b.{0,40}\b(?:so much"
            r"|lots of|too much) blood\b"
        ),
    ),
)
