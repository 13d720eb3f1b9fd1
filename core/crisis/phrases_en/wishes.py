"""English signals: wishing to die or not to live."""

from core.crisis.levels import CrisisLevel
from core.crisis.lexicon import Kind, Phrase, gap
from core.crisis.phrases_en.words import DIE, NOT, NOT_HAIR, SOMEHOW, WANT

_ACTIVE = CrisisLevel.ACTIVE
_PASSIVE = CrisisLevel.PASSIVE
_DIRECT = Kind.DIRECT
_OPEN = Kind.OPEN

WISHES: tuple[Phrase, ...] = (
    Phrase(
        "en.wish.die",
        _ACTIVE,
        _OPEN,
        (
            rf"\b(?:i )?(?:just |really |honestly |only )?(?:{WANT}|wanted|wishing"
            rf"|wished)(?:{gap(2)} (?:to|2))?{gap(1)} {DIE}\b{NOT_HAIR}"
        ),
    ),
    Phrase(
        "en.wish.die",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:wish|wishing|hope|pray|praying)(?: that| to god)?{gap(1)} (?:i"
            r"|id) (?:was|were|am|could be|could|would|could just|would just|had"
            r"|just) ?(?:just )?(?:dead|die|died|not alive|no longer alive"
            rf"|gone forever|drop dead|stop existing)\b{NOT_HAIR}"
        ),
    ),
    Phrase(
        "en.wish.die",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:id|i would|i|would)(?: much| honestly)? (?:rather|sooner"
            r"|prefer to) (?:be dead|die)\b(?! (?:than (?:sing|go|eat|speak|dance|do"
            r"|wear|watch|work|miss|admit|talk|see|give|lose|read|drink|use|ask|sit"
            r"|get)\b))"
        ),
    ),
    Phrase(
        "en.wish.die",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:let me die|i should (?:just )?(?:die|be dead)|i deserve to die"
            r"|better of(?:f)? dead|i (?:will|shall|m gonna|am going to) (?:die"
            r"|be dead) (?:tonight|tomorrow|today|soon)|ready to die|death (?:is"
            r"|would be|seems|feels like)(?: \w+)? (?:only|best|relief|way out"
            r"|answer|better))\b"
        ),
    ),
    Phrase(
        "en.wish.not_live",
        _ACTIVE,
        _OPEN,
        (
            rf"\b{NOT}{gap(1)} (?:want|wana|wanna|wan|wnat|wish|care|need"
            rf"|deserve)(?: to)?{gap(1)} (?:live|be alive|exist|keep living"
            rf"|go on living|stay alive|continue living)\b{SOMEHOW}"
        ),
    ),
    Phrase(
        "en.wish.not_live",
        _ACTIVE,
        _OPEN,
        (
            rf"\b{NOT}{gap(1)} (?:want|wana|wanna|wan|wnat)(?: to)? be (?:here|around"
            r"|on this earth|in this world|on this planet|alive)(?: anymore"
            r"| any more| any longer| at all| tomorrow)\b(?! (?:lets|can we"
            r"|take me))"
        ),
    ),
    Phrase(
        "en.wish.not_live",
        _ACTIVE,
        _OPEN,
        (
            rf"\b(?:cant|cannot|can not|couldnt|wont|not){gap(1)} (?:keep|go on"
            r"|carry on|continue|bear|stand|face)(?: on)? (?:living|being alive"
            rf"|existing)\b{SOMEHOW}"
        ),
    ),
    Phrase(
        "en.wish.not_live",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:tired|sick|done|finished|exhausted|fed up|over"
            rf"|weary){gap(1)} (?:of|with|from|to) (?:living|life|being alive"
            r"|existing|this life)\b(?! (?:with|in|out of|on|under|like|alone|at"
            r"|near)\b)"
        ),
    ),
    Phrase(
        "en.wish.not_live",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:cant|cannot) (?:do|take|stand|bear|handle) (?:this |my )?(?:life"
            r"|living|being alive|existing)(?: anymore| any more| any longer)\b"
        ),
    ),
    Phrase(
        "en.wish.no_sense",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:no|any|nothing|without a|zero|little|see no|isnt a|isnt any"
            rf"|what is the|whats the){gap(1)} ?(?:point|reason|reasons|sense|purpose"
            rf"|left|will)(?: left)?{gap(4)} (?:living|live|go on living|being alive"
            r"|to be alive|stay alive|keep living|going on living|to stay|existing"
            rf"|to go on|in going on)\b{SOMEHOW}"
        ),
    ),
    Phrase(
        "en.wish.no_sense",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:life|living|my life)(?: is| isnt| is not|s| feels"
            rf"| just isnt){gap(1)} (?:not )?(?:worth (?:living|it)"
            r"|pointless to continue)\b"
        ),
    ),
    Phrase(
        "en.wish.no_sense",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:nothing|noone|no one|nobody) (?:left )?(?:to|worth) (?:live"
            r"|living) for\b"
        ),
    ),
    Phrase(
        "en.wish.not_wake",
        _ACTIVE,
        _OPEN,
        (
            rf"\b{NOT}{gap(1)} (?:want|wana|wanna|wan|wnat"
            rf"|need)(?: to)?{gap(1)} wake up\b(?!{gap(1)} (?:early|at|for|before|to"
            r"|so|on|by|in|with|alone|next|this early|when|from|late)\b)"
        ),
    ),
    Phrase(
        "en.wish.not_wake",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:never|not|dont|wont|didnt|hadnt){gap(1)} (?:wake|woken|waking"
            r"|woke) up(?: again| tomorrow| anymore| one day"
            rf"| ever)?\b(?!{gap(1)} (?:early|at|for|before|to|so|on|by|in|with|alone"
            r"|next|when|until|from|late|because)\b)"
        ),
        also=(
            r"\b(?:wish|hope|hoping|want|wana|pray|praying|sleep|asleep|bed|wanna"
            r"|dream of|rather|if i)\b"
        ),
    ),
    Phrase(
        "en.wish.not_wake",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:sleep|asleep) (?:forever|for ever|for good|and not wake"
            r"|and never)\b(?! (?:after|in this|on this))"
        ),
    ),
    Phrase(
        "en.burden.better",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:everyone|everybody|world|they|family|kids|children|parents|mom"
            r"|mum|dad|husband|wife|people|friends|you|son|daughter|he|she|them|all"
            rf"|life){gap(3)} (?:better|happier|easier|freer|relieved|lighter|safer"
            rf"|fine)(?: off| of)?{gap(2)} (?:without me|if i (?:was|were|wasnt"
            r"|werent|am|just)? ?(?:gone|dead|died|disappeared|not here|not around"
            r"|here|around|not alive|never existed|didnt exist|wasnt)"
            r"|with me (?:gone|dead)|once im gone|when im gone"
            r"|after im gone)\b(?! (?:on|at|in|for|this|during)\b)"
        ),
    ),
    Phrase(
        "en.burden.better",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:no one|noone|nobody) (?:would|will|d) (?:miss me"
            r"|care if i (?:died|die|was dead|disappeared)|notice if i (?:died|die"
            r"|was gone|disappeared))\b"
        ),
    ),
    Phrase(
        "en.burden.load",
        _PASSIVE,
        _DIRECT,
        rf"\b(?:im|i am|am|being|be|feel like|as){gap(2)} (?:a |such a )?burden\b",
    ),
    Phrase(
        "en.wish.end_life",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:life|existence|story) (?:needs|has|must|should|ought) to (?:end"
            r"|stop|be over)\b|\b(?:had|have|having)(?: quite)? enough of (?:this "
            r"|my |the )?(?:life|living|being alive|existing)\b|\b(?:want|wana|wanna"
            rf"|need|make|wish){gap(2)} (?:it|everything|all of it|the pain"
            rf"|this){gap(2)} (?:stop|end|over|be over|to stop"
            rf"|to end){gap(1)} (?:forever|for good|permanently|tonight|for ever)\b"
        ),
    ),
    Phrase(
        "en.wish.end_life",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:stop|quit|end) (?:breathing|being(?= alive| here|$)|existing)\b|\b(?:heart"
            r"|lungs)(?: would| could| to| will| just)* (?:stop|stops|stopped"
            r"|give out)(?: beating)?\b(?! (?:for a (?:second|moment|beat)|when|every"
            r"|whenever|each))"
            r"|\b(?<!do )(?<!does )(?<!did )(?<!may )(?<!could )not (?:exist|be alive)\b"
        ),
    ),
    Phrase(
        "en.wish.die",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:hope|pray|wish){gap(2)} (?:i )(?:die|dont wake up|never wake up"
            r"|pass away|go in my sleep)\b|\b(?:dont|do not"
            r"|never) deserve (?:to be alive|to live|to exist|life)\b"
            r"|\b(?:better off|easier|happier) (?:being )?dead\b|\b(?:dying|death"
            r"|being dead) (?:sounds|would be|seems|feels|is)(?: so| like| a| the"
            r"| much| more)* (?:good|easier|peaceful|nice|relief|better|only|answer"
            r"|release|peace)\b"
        ),
    ),
    Phrase(
        "en.wish.no_sense",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:no|see no|isnt any|isnt a|not any) (?:point|reason"
            r"|sense) (?:in )?(?:in |of |to )?(?:being|be|staying|stay|sticking"
            r"|going) (?:here|around|alive|on)\b"
        ),
    ),
    Phrase(
        "en.wish.not_last",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:cant|dont|wont|not going to|not gonna|doubt ill|doubt i will"
            rf"|not){gap(3)} (?:making|make|last|lasting|live|survive|surviving|get"
            rf"|see){gap(2)} (?:past|through|until|till|to|to see)(?: the| this"
            r"| next)* (?:night|tonight|weekend|week|morning|month|tomorrow"
            r"|christmas|birthday|summer|winter|monday|friday|sunday"
            r"|year)\b(?! (?:traffic|without coffee|shift|meeting))"
        ),
        also=(
            r"\b(?:decided|alive|cant see myself|life|live|survive|anymore|sorry|end"
            r"|die|done|dont think i|wont|pain)\b"
        ),
    ),
    Phrase(
        "en.wish.rest",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:rest|peace|sleep|gone|go|leave){gap(1)} (?:forever|for ever"
            r"|for eternity|for good)\b(?! (?:after|from|on the sofa|this"
            r"|the (?:company|team|city|country|job)))"
        ),
        also=r"\b(?:tonight|finally|ready|want|tired|soon|pain|sorry|goodbye)\b",
    ),
    Phrase(
        "en.burden.better",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:easier|better|simpler|happier|lighter|cheaper"
            rf"|relief){gap(2)} (?:for|on) (?:everyone|everybody|them|you|my \w+|all"
            rf"|him|her|people|the kids|others)\b{gap(1)} (?:if|when|once"
            r"|without) (?:i |im |me)(?: just)?(?: (?:wasnt|werent|was|were"
            r"|disappear\w*|die|died|not|gone|dead|around|here|left))*"
        ),
    ),
    Phrase(
        "en.wish.die_bare",
        _ACTIVE,
        _OPEN,
        (
            r"\b(?:let me|just let me|make me|rather|to|should|could|gonna|gona"
            r"|can i|may i|must|will just|and) (?:just )?(?:die"
            rf"|be dead)\b{NOT_HAIR}(?! (?:for|by accident|out)\b)"
        ),
    ),
    Phrase(
        "en.wish.grave",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:want|wana|wanna|belong|wish|rather|should|need|ready|be"
            r"|better)(?: \w{1,12}){0,4} (?:six feet under|in a grave|in my grave"
            r"|in the ground|in a coffin|pushing (?:up )?daisies)\b"
        ),
    ),
    Phrase(
        "en.wish.not_wake",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:regret|hate|disappointed|angry|sad|upset|sorry"
            rf"|mad){gap(2)} (?:waking up|i woke up|that i woke up|i wake up"
            r"|to wake up|to have woken up)\b(?! (?:so|late|early|at|too"
            r"|in the middle|next|before|with))"
        ),
    ),
    Phrase(
        "en.wish.not_last",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:dont|do not|not|never){gap(1)} (?:plan|planning|planned|intend"
            r"|intending|expect|expecting) (?:on |to )(?:being|be|see|seeing|living"
            rf"|live|make|making|stay|staying|stick\w*){gap(1)} (?:here|there|around"
            r"|alive|that|it|for it|long|another|much longer|past|through"
            r"|to)\b(?! (?:meeting|party|at the|class|office|work|school|event)\b)"
            r"|\b(?:ill|i will) make sure (?:of (?:that|it)|i dont)\b"
        ),
        also=r"\b(?:wont|i|im|birthday|life|alive|thirty|make it)\b",
    ),
    Phrase(
        "en.wish.no_sense",
        _ACTIVE,
        _OPEN,
        (
            r"\bnothing (?:left |else )?(?:for me|keeping me|holding me|keeps me"
            rf"|holds me)(?: left)?{gap(1)} (?:here|on this (?:earth|planet)"
            r"|in this (?:world|life)|alive|to stay)\b"
        ),
    ),
    Phrase(
        "en.wish.alive",
        _ACTIVE,
        _DIRECT,
        (
            rf"\b(?:wont|not|no longer|never)(?: \w{{1,12}}){{0,1}} be alive\b"
            rf"|\b(?:dont|cant|cannot|do not|not){gap(1)} (?:see|imagine"
            rf"|picture) (?:my ?self|me){gap(2)} (?:alive|living|being here"
            r"|being alive|around)\b(?! (?:there|in (?:this|a)|with))|\b(?:shouldnt"
            r"|should not|dont deserve to|was never meant to|not meant to"
            r"|wasnt meant to) (?:exist|be alive|live|be here on)\b"
        ),
    ),
    Phrase(
        "en.wish.leave",
        _ACTIVE,
        _DIRECT,
        (
            r"\b(?:like|love|want|wana|wanna|wish|hope|pray|rather"
            rf"|ready){gap(1)} (?:to )?(?:go|leave|pass|slip away|die"
            rf"|drift off){gap(2)} (?:in my sleep|this world|this earth|this life)\b"
            rf"|\b(?:want|wana|wanna|need|wish|ready for){gap(1)} (?:my|this|the"
            r"|whole|miserable)? ?life (?:to (?:be over|end|stop|finish)|was over"
            r"|were over|over)\b"
        ),
    ),
    Phrase(
        "en.wish.no_sense",
        _ACTIVE,
        _OPEN,
        (
            rf"\b(?:whats|what is|no|see no|any|wheres){gap(1)} (?:use|point|purpose"
            rf"|sense|reason|good)(?: \w{{1,12}}){{0,2}} (?:living|being alive|life"
            rf"|existing|staying alive)\b{SOMEHOW}"
        ),
    ),
    # Words run together, as they come out of letters written apart.
    Phrase(
        "en.wish.joined",
        _ACTIVE,
        _DIRECT,
        r"(?<!dont)(?:wanttodie|wannadie)|killmyself|endmylife|dontwanttolive|wanttobedead",
    ),
)
