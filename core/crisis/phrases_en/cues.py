"""English context cues, and the key words whose misspellings are mended."""

from core.crisis.lexicon import CueWords
from core.crisis.phrases_en.words import PERSON

KEY_WORDS: tuple[str, ...] = (
    "suicide", "suicidal", "myself", "overdose", "overdosed", "killing", "anymore", "goodbye",
    "swallowed", "strangling", "hopeless", "worthless", "exhausted", "remember",
)  # fmt: skip
LOOK_ALIKES: tuple[str, ...] = (
    "suicides",
    "billing",
    "filling",
    "overdoses",
    "kidding",
    "goodby",
    "exhaustion",
)

# What people type in haste -> what they mean.
SHORT_FORMS: dict[str, str] = {
    "wna": "wanna", "wnna": "wanna", "wannna": "wanna", "wnat": "want", "wnt": "want",
    "gna": "gonna", "gon": "gonna", "cnt": "cant", "cany": "cant", "dnt": "dont", "dun": "dont",
    "dis": "this", "dat": "that", "tht": "that", "nemore": "anymore", "nomore": "anymore",
    "2nite": "tonight", "tonite": "tonight", "2night": "tonight", "2day": "today",
    "2moro": "tomorrow", "2morrow": "tomorrow", "tmrw": "tomorrow", "tmr": "tomorrow",
    "4ever": "forever", "b": "be", "u": "you", "ur": "your", "r": "are", "pls": "please",
    "plz": "please", "ppl": "people", "luv": "love", "sry": "sorry", "srry": "sorry",
    "cuz": "because", "bc": "because", "livin": "living", "lyf": "life", "lyfe": "life",
    "kil": "kill", "hav": "have", "evry": "every", "evryone": "everyone", "no1": "nobody",
    "every1": "everyone", "suiside": "suicide", "sucide": "suicide", "suacide": "suicide",
    "myslf": "myself", "maself": "myself", "meself": "myself", "w": "with", "da": "the",
    "n": "and", "endit": "end it", "iwant": "i want", "iwanna": "i wanna",
}  # fmt: skip

# English on the wrong keys is searched only where one of these is found.
STEMS = (
    r"want|die|dead|kill|kms|live|alive|life|myself|suicid|hurt|alone|goodbye|anymore|pills"
    r"|jump|wake|exist|without me|cutting|help|end it|cant|hopeless|tired"
)

CUE_WORDS = CueWords(
    safe="|".join(
        (
            (
                r"\b(?:die|died|dying|dies|dead)(?: \w+)? (?:of|from|with) (?:laugh\w*"
                r"|embarrass\w*|hunger|boredom|shame|curiosity|heat|thirst|cringe|jealousy"
                r"|excitement|cuteness|happiness)"
            ),
            r"\b(?:almost |nearly |literally )?(?:died|die|dying|dead) laughing\b",
            r"\bdying (?:to|for)\b(?! (?:die|be dead|kill))",
            r"\bto die for\b",
            (
                r"\b(?:before i|until i|till i|we all(?: have to)?|everyone has to"
                r"|everybody has to|afraid to|scared to|old enough to"
                r"|going to be okay if i) die\b"
            ),
            (
                r"\b(?:left|going|had|supposed|about|he|she|it|they|plants?|cat"
                r"|dog)(?: \w{1,12}){0,1} to die (?:of old age|soon anyway)\b"
            ),
            r"\bdisappear when i blush\b|\bwish i could (?:disappear|vanish) when\b",
            r"\b(?:rather|sooner) die than (?!live|face|go on|be here)\w+",
            (
                r"\b(?:is|are|was|were|s|re|been) (?:absolutely |really |totally |just "
                r"|literally |slowly )?killing (?:me|it|us)\b|\b(?:youre|hes|shes|im|were"
                r"|theyre|you|i) (?:absolutely |really |totally )?killing it\b|\bkilling it\b"
            ),
            (
                r"\b(?:kill|killed|killing|kills)(?: some| a few| the| an| two)? (?:time"
                r"|hours?|day|evening|minutes|mood|afternoon|lights|engine)\b|\btime to kill\b"
                r"|\bkill for an?\b"
            ),
            (
                r"\b(?:joke|song|show|that|it|scene|stairs|line|workout|ending"
                r"|dress) (?:nearly |almost |just |absolutely |really )?killed me\b"
            ),
            (
                r"\b(?:wife|husband|mom|mum|mother|boss|dad|girlfriend|boyfriend|she|he|they"
                r"|my \w+) (?:will|would|is going to|is gonna|gonna|s going to|ll"
                r"|d) (?:literally )?kill me (?:if|for|when)\b"
            ),
            (
                r"\bshoot (?:me|us|him|her|them) (?:an? |your |the )?(?:email|text|message"
                r"|line|note|link|mail|dm)"
            ),
            (
                r"\bsuicide (?:mission|prevention|hotline|helpline|squad|awareness|watch|doors"
                r"|bombers?|rates?|statistics)\b"
            ),
            r"\bhang (?:in there|out|on|around)\b",
            (
                r"\b(?:not|isnt|im not|am not|wasnt|never|never been|never felt) suicidal\b"
                r"|\bno suicidal (?:thoughts|ideation|feelings)\b"
            ),
            (
                r"\b(?:never|dont|didnt|not|havent)(?: \w+)? (?:had |have |have any |any "
                r"|had any )(?:suicidal )?thoughts (?:of|about) (?:suicide|dying"
                r"|killing myself)\b"
            ),
            (
                r"\b(?:dont|do not|didnt|never|not)(?: really| actually| at all"
                r"| ever)? (?:want|wana|wanna|wanted|going|planning|plan|intend"
                r"|mean)(?: to)? (?:die|kill myself|be dead|hurt myself|end my life)\b"
            ),
            r"\b(?:afraid|scared|fear|terrified) of (?:dying|death)\b",
            r"\bcut myself (?:a|some|off|slack|shaving|loose)\b",
            (
                r"\bend (?:my|this|the) (?:contract|lease|subscription|shift|career|day|week"
                r"|speech|call|relationship|marriage|engagement|internship|membership)\b"
            ),
            r"\bwe ended it\b|\bend of story\b",
            r"\b(?:hill|hills)(?: \w{1,8}){0,3}? die on\b|\bdie on (?:this|that|the|my) hill\b",
            r"\b(?:thought|felt like|feeling like) i was (?:going to|gonna|about to) die\b",
            (
                r"\b(?:still be (?:here|there|around|growing)|outlive|live on|remains?|continue)"
                r"(?: \w{1,12}){0,6} (?:after|when|once) im gone\b"
            ),
            (
                r"\b(?:jump|leap|div)\w*(?: \w{1,8}){0,5}? (?:into|in) (?:the |a |fresh "
                r"|deep |cold )*(?:snow\w*"
                r"|hay\w*|lake|pool|sea|river|leaves|sand|foam pit|water)\b"
            ),
            r"\bhit me with (?:an? |the )?(?:\w{1,10} )?(?:idea|question|news|joke|story|bill)\b",
            r"\bexhausted but\b",
            (
                r"\b(?:so|too) (?:embarrassed|ashamed|awkward|bored|hungry)(?: \w{1,8}){0,3}?"
                r" (?:die|died)\b"
            ),
            r"\btook (?:his|her|their) own (?:sweet )?time\b",
            r"\b(?:hit|hits) me (?:up|that|in the heart|right in)\b",
            (
                r"\b(?:phone|laptop|battery|computer|plants?|cat|dog|car|engine|tv) (?:is "
                r"|was |are |has |just |about to |going to )*(?:dead|died?|dying|dies)\b"
            ),
            (
                r"\b(?:jump|jumped|jumping|jumps) (?:off|into|in|from) (?:the )?(?:pier|dock"
                r"|boat|pool|water|cold water|lake|sea|ocean|conclusion\w*|plane"
                r"|diving board)\b"
            ),
            r"\bdont wan(?:na|a|t to) live forever\b",
            (
                r"\b(?:cat|dog|grandma|grandpa|hamster|pet|he"
                r"|she)(?: \w{1,12}){0,3} (?:fell )?asleep (?:forever|for good)|\b(?:nobody"
                r"|no one|never)(?: ever)? (?:hit|beat|touched) me\b|\bdie (?:very "
                r"|really )?(?:old|happy|rich|at (?:90|100|ninety|a hundred)|surrounded"
                r"|peacefully)"
            ),
            r"\bend my (?:life|days) (?:in (?:a|the|my) \w+|surrounded|with my (?:kids|grand\w+))",
            r"\b(?:worry|afraid|fear|scared|anxious)(?: \w{1,12}){0,5} (?:ill|i will"
            r"|im) (?:be )?gone\b",
            (
                r"\b(?:remember\w*|legacy|memor\w+|leave behind|left behind"
                r"|remains?)(?: \w{1,12}){0,8} (?:when|after|once) (?:im|i am) (?:gone|dead"
                r"|no longer here)\b"
            ),
            r"\b(?:when|after|once) (?:im|i am) gone(?: \w{1,12}){0,6} (?:remember|proud"
            r"|inherit)\w*",
        )
    ),
    negation=(
        r"\b(?:not|never|dont|do not|didnt|wont|wouldnt|couldnt|no|without|havent|arent|isnt"
        r"|wasnt|cant imagine)(?: (?:to|going|gonna|gona|want|wanted|ever|even|be|been|thought"
        r"|think|thinking|thoughts|about|of|once|any|planning|plan|intend|intending|actually"
        r"|really|i|could|have|had|feel|feeling|felt))* $"
    ),
    doubt=(r"\b(?:why|not sure|cant promise|dont know|cant not|couldnt not|if i dont|maybe)\b"),
    first=r"\b(?:i|im|ive|id|ill|me|we|imma|ima)\b",
    third=rf"\b{PERSON}\b",
    past=(
        r"\b(?:wanted|tried|attempted|attempt|attempts"
        r"|(?<!the )(?<!this )(?<!that )(?<!my )thought|considered|planned|was|were|used to"
        r"|had|felt|did|wished|contemplated|had been|almost|nearly|history)\b"
    ),
    present=(
        r"\b(?:(?:ive|have|i have|always) (?:\w+ )?(?:wanted|thought|been|considered|tried"
        r"|attempted|felt|wished|planned|had)|want|wana|wanna|going|gonna|gona|am|im|ill|will"
        r"|now|today|tonight|tomorrow|still|again|keep|thinking|think|planning|need|decided"
        r"|about to|is|have|having|feel|get)\b"
    ),
    recent=(
        r"\b(?:yesterday|today|tonight|last night|this week|this morning|again|still|just now"
        r"|hour ago|hours ago|minutes ago|now i|couple of days ago|few days ago|the other day"
        r"|right now)\b"
    ),
    remote=(
        r"\b(?:(?:years?|months?|decades?|ages) ago|when i was|as a (?:kid|child|teen"
        r"|teenager)|in (?:high school|school|college|university|my teens|my twenties"
        r"|my youth)|back then|in the past|used to|long ago|growing up|at (?:1[0-9]|twelve"
        r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)|in (?:19"
        r"|20)\d\d|once upon)\b"
    ),
    fiction=(
        r"\b(?:film|movie|movies|book|books|novel|song|songs|show|series|episode|character"
        r"|characters|hero|heroine|narrator|protagonist|story|plot|game|lyrics|poem|play|opera"
        r"|scene|campaign|manga|anime|comic|romeo|juliet|hamlet|ophelia|werther|article|essay"
        r"|paper|thesis|research|documentary|podcast|hotline|volunteer|prevention|lecture|news"
        r"|charity|myth|tv|netflix)\b"
    ),
    story_speech=(
        r"\b(?:song|lyrics?|chorus|singer|character|hero|heroine|narrator|line|verse|actor"
        r"|meme|quote|poem|title|book|film|movie)(?: \w{1,12}){0,2} (?:says|goes|sings|said|is"
        r"|reads|called|titled|screams|whispers|thinks|repeats)(?: that"
        r"| like)? (?:i )?(?:want |wana |wanna )?$"
    ),
    reported_speech=(
        rf"\b{PERSON}(?: \w{{1,12}}){{0,2}} (?:said|says|texted|wrote|writes|told me|tells me"
        r"|screams|screamed|whispered|admitted|replied|messaged|goes|posted)(?: me| us| her"
        r"| him| them)?(?: like| quote)? (?:i )?(?:want |wana |wanna )?$"
    ),
    hypothetical=(
        r"\bif (?:\w+ ){1,3}(?:write|writes|say|says|tell|tells|type|types|told|said|wrote"
        r"|admit|admits)\b"
    ),
)
