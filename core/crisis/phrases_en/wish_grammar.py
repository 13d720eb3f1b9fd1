"""English grammar of wishing to die or not to live."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, begins, gap, whole
from core.crisis.phrases_en.slots import (
    BETTER,
    END,
    GONE,
    LIVE,
    NO_LOSS,
    NO_SENSE,
    PEOPLE,
    REFUSE,
    SOMEHOW,
    TIRED,
)
from core.crisis.phrases_en.words import NOT_HAIR

_ACTIVE = CrisisLevel.ACTIVE
_PASSIVE = CrisisLevel.PASSIVE
_DIRECT = Kind.DIRECT
_OPEN = Kind.OPEN

_NOT_MEANT = (
    r"(?! (?:of (?:laugh|embarrass|hunger|boredom|shame|curiosity)\w*|laughing|for (?:a|the"
    r"|this|some|that)|a (?:natural|happy)|happy|rich|old|last|line|end|sea|ends|batter\w*"
    r"|weight|inside|serious|tired|on (?:time|the (?:sofa|couch|beach))|with (?:a|my) (?:job"
    r"|contract|lease)|from (?:social|work|instagram)|my (?:hair|shirt)|with (?:this|that|him"
    r"|her|my|the)|it (?:with|on|up|here|early|well|at)|metal|poets)\b)"
)

WISH_GRAMMAR: tuple[Phrase, ...] = (
    Phrase(
        "en.wish.end",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:want|whant|wamt|wnat|wan|wana|wanna|need|wish|wishing|hope|hoping|pray"
            r"|praying|long|longing|ready|rather|prefer|crave|craving|deserve|begging|beg"
            rf"|dreaming|dream|cant wait|desire|decided|prepared|time|lemme){gap(2)} (?:to "
            r"|too |2 |i |of |for |it |that |just |i was |i were |id |if i )*(?:just |be "
            rf"|simply |already |finally |fucking )*{END}\b{NOT_HAIR}{_NOT_MEANT}"
        ),
        unless=begins(r"sofa|couch|beach|vacation|holiday|afraid of d|scared of d"),
    ),
    Phrase(
        "en.wish.end",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:i|im|id|ill|i am|i will)(?: \w{1,10}){0,3}? (?:will|gonna|going to"
            r"|am going to|plan to|shall|decided to|choose to|want to|ready to) (?:die|be dead"
            rf"|not wake up|never wake up)\b{NOT_HAIR}{_NOT_MEANT}"
        ),
        unless=begins(r"if i (?:hear|see|have to|dont get|eat)|someday|one day we all|laugh"),
    ),
    Phrase(
        "en.wish.not_live",
        _ACTIVE,
        _OPEN,
        rf"\b{REFUSE}{gap(2)} (?:to )?{LIVE}\b{SOMEHOW}",
        unless=begins(
            r"live music|real life|life (?:coach|insurance)|love life|private life"
            r"|wake up (?:early|at)|be here (?:on time|at|today|tomorrow|because)"
            r"|cant be here (?:today|for)|be around (?:people|him|her|them)|lets go"
            r"|can we (?:go|leave)|take me home|this sofa|without (?:coffee|music|my phone"
            r"|chocolate|humou?r|books)"
        ),
    ),
    Phrase(
        "en.wish.not_live",
        _ACTIVE,
        _OPEN,
        (
            rf"\b{TIRED}(?: \w{{1,10}}){{0,1}}? (?:of|with|from|to|up of)? ?(?:this |my "
            r"|the )?(?:living|life|being alive|existing|existence|being here|live like this"
            rf"|waking up|wake up|breathing|keep living|being me and living)\b{SOMEHOW}"
        ),
        unless=begins(
            r"life (?:coach|insurance|hack|lesson)|real life|living (?:room|cost)|city life"
            r"|night ?life|lets go|wake up call|half my life|all my life|work life|suitcase"
            r"|love life"
        ),
    ),
    Phrase(
        "en.wish.no_sense",
        _ACTIVE,
        _OPEN,
        rf"\b{NO_SENSE}{gap(3)} (?:of |in |to |for |with )*(?:{LIVE}|life|keep going|go on"
        r"|going on|being here|be here|continue|keep trying|carry on|stay|staying"
        rf"|try anymore)\b{SOMEHOW}",
        unless=begins(
            r"live music|meeting|work|job|school|gym|relationship|marriage|course|city|town"
            r"|party|real life|life (?:coach|insurance)|collect|argu|in (?:this|the"
            r"|that) (?:company|house)|why (?:am|do|should|would"
            r"|must) i (?:\w+ ){0,4}(?:wake up|stay|carry on) (?:late|early|at)"
            r"|why should i (?:live|stay) in|stay (?:in touch|late|up|at)"
        ),
    ),
    Phrase(
        "en.wish.death",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:death|dying|being dead|suicide|the grave)(?: \w{1,10}){0,4}? (?:mercy"
            r"|only (?:thing|way|option|answer|escape|peace|relief|solution)|relief|release"
            r"|escape|answer|best option|way out|better than|appeal\w*|calls? me|calling me"
            r"|gift|freedom|sweet|attracts?|tempts?|tempting|inviting)\b|\b(?:except|but"
            r"|besides|other than|only|choose|welcome|craving|crave|waiting for|ready for|want"
            r"|wish for|long for|look forward to|looking forward to|begging for"
            r"|praying for)(?: \w{1,8}){0,1}? (?:death|dying|suicide)\b(?! (?:metal|penalty"
            r"|valley|certificate|bed))"
        ),
        unless=begins(r"novel|film|movie|book|character|song|story|prevention|grandm|grandf"),
    ),
    Phrase(
        "en.wish.take_me",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:god|lord|jesus|universe|death|heaven|angels?)(?: \w{1,10}){0,4}? (?:take"
            r"|takes|took|end|kill|kills|strike|come for|call|let) (?:me(?! (?:seriously|there"
            r"|for granted|to))|my life)\b|\btake me (?:away )?(?:god|lord|already|home lord"
            r"|in my sleep|out of this life)\b"
        ),
    ),
    Phrase(
        "en.wish.should_have",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:i )?(?:should(?:ve)?|should have|shouldve|wish i had|wish id"
            r"|if only i had)(?: \w{1,8}){0,2}? (?:died(?! my)|been dead|been killed"
            r"|not survived|ended it|drowned|bled out)\b|\b(?:shouldnt"
            r"|should not) have (?:survived|been saved|lived|woken up|made it)\b"
            r"|\bwish (?:they|you|she|he|the doctors) (?:had |d )?(?:let me die|hadnt saved me"
            r"|never found me|didnt save me)\b"
        ),
    ),
    Phrase(
        "en.wish.still_alive",
        _ACTIVE,
        _DIRECT,
        r"\bwhy (?:am i|do i|cant i)(?: \w{1,8}){0,2}? (?:alive|exist|here|living|die|breathing)\b",
        within=whole(r"dont want (?:this|to|it)|anymore|hate|die|tired|cant (?:i|do|take|go)|wish"),
        unless=begins(r"party|meeting|class|gym|work"),
    ),
    Phrase(
        "en.wish.not_be",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:wish|want|wana|wanna|hope|prefer|rather"
            r"|pray)(?: \w{1,8}){0,3}? (?:not be here anymore|not (?:be|stay) alive"
            r"|wouldnt wake up|dont wake up|didnt wake up|wont wake up|didnt exist|wasnt alive"
            r"|werent alive|never existed|wasnt here anymore|to be gone|to be erased"
            r"|be no more|to be no more|was gone|were gone|out of (?:this )?(?:life|existence"
            r"|the world)|it to (?:be over|end|all end|all stop|all be over)"
            r"|everything to (?:end|stop|be over)|all of (?:it|this) to (?:end|stop)"
            r"|it (?:all )?(?:over|to be done))\b(?! (?:for|by|with|before|at|on|in time"
            r"|from)\b)"
        ),
        unless=begins(
            r"exam|meeting|winter|movie|film|week\b|shift|semester|project|season|lockdown"
            r"|party|race"
        ),
    ),
    Phrase(
        "en.passive.meaning",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:life|living|everything|existence)(?: \w{1,8}){0,2}? (?:lost|has lost"
            r"|lacks|has no|without)(?: \w{1,8}){0,2}? (?:meaning|purpose|sense|point)\b"
            r"|\bnot (?:sure|certain)(?: \w{1,8}){0,3}? (?:want to|should|can)? ?(?:live"
            rf"|be alive|keep living|exist)\b{SOMEHOW}|\b(?:if|hope"
            r"|wish)(?: \w{1,8}){0,4}? (?:bus|car|truck|train|cancer|lightning|plane"
            r"|meteor|something|tumou?r|illness)(?: \w{1,8}){0,2}? (?:hit|hits|killed"
            r"|kills|took|takes|crashed|got|ended|ran) ?(?:me"
            r"|over me)?(?: \w{1,8}){0,6}? (?:mind|care|fine|okay|ok|upset|sad|relief"
            r"|fight|relieved|good|complain|matter|glad)\b"
        ),
    ),
    Phrase(
        "en.passive.if_died",
        _PASSIVE,
        _DIRECT,
        (
            r"\b(?:wouldnt|would not|not|dont)(?: \w{1,8}){0,2}? (?:upset|mind|care|sad"
            r"|bothered|complain|fight)(?: \w{1,8}){0,2}? if(?: \w{1,8}){0,6}? (?:died"
            r"|killed me|hit me|dead|didnt wake|never woke|crashed|ended|cancer)\b|\b(?:want"
            r"|wish|could)(?: \w{1,8}){0,2}? (?:vanish|disappear) (?:completely"
            r"|from (?:everything|everyone|the world|existence|this world))\b"
        ),
    ),
    Phrase(
        "en.wish.not_wake",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:wish\w*|hop\w+|pray\w*|want)(?: \w{1,8}){0,3}? (?:wouldnt|dont|didnt|not"
            r"|never|wont) (?:have to )?(?:wake|woken)(?: up)?\b(?! (?:up )?(?:early|at|so"
            r"|to (?:an|the|work)|before))|\bclose my eyes(?: \w{1,8}){0,3}? (?:never|not"
            r"|dont)(?: \w{1,8}){0,2}? open\b|\b(?:living|life|being alive"
            r"|existing)(?: \w{1,8}){0,8}? want (?:out|off this ride)\b"
        ),
    ),
    Phrase(
        "en.wish.hit",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:dream\w*|fantasi\w+|pray\w*|wish\w*|want|hop\w+"
            r"|begging)(?: \w{1,8}){0,3}? (?:car|bus|truck|train|lorry|plane|bullet"
            r"|someone)(?: \w{1,8}){0,3}? (?:kill\w*|run\w* over|end\w*) me\b"
        ),
    ),
    Phrase(
        "en.wish.danger_to_self",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:danger|threat|risk) to my ?self\b|\b(?:dont|cant"
            r"|do not) trust my ?self(?: \w{1,8}){0,2}? (?:alone|tonight|right now|with|around"
            r"|not to)\b|\b(?:scared|afraid|terrified)(?: \w{1,8}){0,3}? (?:what i (?:might"
            r"|will|could|would) do to my ?self|ill hurt my ?self|i (?:might|will"
            r"|would) (?:hurt|kill|do something to) my ?self)\b|\bnot safe (?:from"
            r"|with) my ?self\b|\b(?:dont|please dont) leave me alone(?: tonight| with)\b"
        ),
    ),
    Phrase(
        "en.burden.gone",
        _ACTIVE,
        _DIRECT,
        rf"\b(?:{BETTER}{gap(4)} {GONE}|{GONE}{gap(5)} {BETTER})\b(?! (?:on|at|in|for|this"
        r"|during|coaching)\b)",
        within=whole(PEOPLE + "|nobody|better off"),
        unless=begins("team|holiday|vacation|office|project|meeting|game"),
    ),
    Phrase(
        "en.burden.gone",
        _ACTIVE,
        _DIRECT,
        rf"\b(?:{NO_LOSS}(?: \w{{1,8}}){{0,4}}? {GONE}|{GONE}{gap(5)} {NO_LOSS})\b",
        unless=begins(r"meeting|party|class|work|zoom|office|gym|call\b|without me at"),
    ),
    Phrase(
        "en.burden.free_them",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:free|spare|rid|save|relieve)(?: \w{1,10}){0,3}? (?:of|from) (?:me|my ?self"
            r"|my existence|my presence|having to deal with me)\b|\bwaste of (?:space|oxygen"
            r"|air)(?: \w{1,8}){0,6}? (?:gone|dead|die|over|end)\b|\bdo(?:ing)? (?:everyone"
            r"|the world|them|you|my family)(?: all)? a favou?r\b(?=.{0,60}\b(?:gone|die|dead"
            r"|disappear|end|leave|leaving|kill|me)\b)"
        ),
    ),
)
