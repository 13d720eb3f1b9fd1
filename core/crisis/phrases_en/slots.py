"""English slots: sets of words that stand for one another inside the grammars."""

#: The ways to name one's own end.
END = (
    r"(?:d(?:ie|ye|iee+|ei)|be dead|drop dead|dead|perish|not exist|cease to exist"
    r"|stop existing|stop being(?= alive| here| in pain|$)|stop living|stop breathing"
    r"|not (?:be|stay) (?:alive|here anymore|here any ?more)|quit (?:life|living|existing)"
    r"|end (?:my life|my existence|my story|it all|everything|it)|(?:be|get|go|leave|disappear"
    r"|vanish|sleep|rest|fade|fall asleep)(?: \w{1,12}){0,2}? (?:forever|for ever|permanently"
    r"|for good|for eternity|out of this (?:life|world)|this (?:world|life|earth)"
    r"|and never (?:wake|come|return)|and not wake|to heaven|from this (?:world|earth|life))"
    r"|(?:never|not) (?:ever )?wake(?: up)?|out of (?:this )?life|be with (?:god|jesus)"
    r"|(?:be )?with (?:my )?\w{2,12} in heaven|go to heaven|go in my sleep|be six feet under"
    r"|be in the ground|(?:my|this) life (?:to (?:end|be over|stop)|was over|over)"
    r"|off my ?self|check out of life)"
)
#: Living, in the ways people refuse it.
LIVE = (
    r"(?:live|livin|liv|living|be living|be alive|being alive|stay alive|staying alive"
    r"|remain alive|exist|existing|keep (?:living|existing|breathing|being alive)|do life"
    r"|be in this (?:world|life)|be on this (?:earth|planet)|go on living|continu(?:e"
    r"|ing) (?:this |my )?life|fight for my life|continue living|continue (?:to )?(?:live"
    r"|exist)|make it (?:to tomorrow|through (?:the|this) night|to morning)|survive"
    r"|be a person|carry on living|stick around|be around|be here|being here|stay here"
    r"|staying here|wake up|waking up)"
)
#: What follows a refusal that is about a place, a company, a manner or an hour.
SOMEHOW = (
    r"(?! (?:with (?!(?:this|the|so much|all this|such) (?:pain|guilt|shame|grief|hurt|feeling"
    r"|emptiness|burden|hell)|my ?self|what i)|in (?!this (?:world|life|pain|body|hell)|pain"
    r"|agony|hell)|near|under|like (?!this|that)|by|at|on (?!this (?:earth|planet))|off|for"
    r"|alone|there|together|abroad|close|among|out of|up to|up (?:early|so|at|for|before|late"
    r"|to|by|next|with|in)|through|far|next|where|as|a (?!day|minute|second|moment)|an|early"
    r"|so (?:early|late|long|far)|too|in the middle|before|late|when|until|till|half"
    r"|my (?:parents|mother|father)|jacket|music|tv|show|stream|concert|performance|coach"
    r"|advice|insurance|story|lessons?|hack|changing|here (?:with|alone|in|during|for|when|at"
    r"|because|on)|around (?:people|him|her|them|noise|smokers|kids))\b)"
)
NO_SENSE = (
    r"(?:(?:dont |do not |cant |cannot |didnt |couldnt )?(?:no|any|zero|lost (?:all |my "
    r"|the )?|lose|losing (?:the |my |all )?|without|little|lack|see the|find the|find a|see a"
    r"|whats the|what is the|wheres the|where is the|have the|have|lost) ?(?:more |real "
    r"|longer |single |good |earthly )?(?:point|reasons?|sense|purpose|use|will|desire|wish"
    r"|motivation|strength|energy|interest|urge|need|it in me|what it takes)(?: left| anymore"
    r"| any more| here)?|(?:nothing|not much|nobody|no one)(?: left| more| else)? (?:to|worth"
    r"|for me to)|why (?:bother|keep|should i|do i|am i|even|would i|must i|go on)|not worth"
    r"|isnt worth|hardly worth)"
)
TIRED = (
    r"(?:tired|sick|done|finished|exhausted|fed up|over|weary|hate|hating|despise|loathe"
    r"|detest|regret|resent|had enough|enough|through|bored|cant (?:stand|bear|take|face|do"
    r"|stomach|handle|keep)|cannot (?:stand|bear|take|face|do|keep)|dread)"
)
REFUSE = (
    r"(?:(?:dont|do not|dnt|donot|didnt|no longer|not(?! sure| certain)"
    r"|never)(?: \w{1,10}){0,2}? (?:want|whant|wamt|wnat|wana|wanna|wan|wish|deserve|feel like"
    r"|need|plan|intend|belong|supposed|meant|love|desire)|cant|cannot|can not|couldnt|wont"
    r"|refuse to|unable to|shouldnt)"
)
SOON = (
    r"(?:tonight|tonite|2night|today|tomorrow|tmrw|tmr|now|right now|soon|this (?:week|weekend"
    r"|evening|morning|friday|sunday)|by (?:morning|tomorrow|monday|the weekend|friday|sunrise"
    r"|dawn)|in (?:an hour|a few hours|ten minutes|a minute|the morning)|on (?:my birthday"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|after (?:everyone|they|school"
    r"|the exams|christmas)|finally|later tonight)"
)
GONE = (
    r"(?:without me|with me (?:gone|dead|out of (?:the way|the picture|their lives))|(?:if"
    r"|when|once|after|that)(?: \w{1,8}){0,1}? (?:i|im|ive|id)(?: \w{1,8}){0,2}? (?:gone|dead"
    r"|died?|disappear\w*|vanish\w*|passed|buried|killed my ?self|kill my ?self|not (?:here"
    r"|around|alive|there)|wasnt(?: here| around| alive| born| there)?|werent(?: here| around"
    r"| alive)?|never existed|didnt exist|in the ground|six feet under|ended it"
    r"|left this world)|my death|(?:gone|dead) mother|if i (?:was|were) (?:no longer|out))"
)
BETTER = (
    r"(?:better(?: off| of)?|happier|easier|freer|relieved|lighter|safer|simpler|relief"
    r"|cheaper|thankful|glad|grateful|at peace|celebrate|breathe|thrive|favou?r|cleaner"
    r"|brighter|nicer|in peace|wins?|improve\w*|miss me less)"
)
NO_LOSS = (
    r"(?:(?:nobody|no one|noone|not a soul|none of them|no body|who|they|people|anyone|anybody"
    r"|hardly anyone|nothing)(?: \w{1,8}){0,3}? (?:not )?(?:change|miss|notice|care|mourn|cry"
    r"|grieve|come to my funeral|even know|be sad|remember|find me|bat an eye|look for me))"
)
DESPAIR = (
    r"(?:(?:cant|cannot|can not|couldnt)(?: \w{1,8}){0,2}? (?:do this|do it|take it|take this"
    r"|go on|fight|keep going|keep doing|anymore|any more|any longer|live|cope|handle|stay"
    r"|bear|stand it|carry on|hold on|breathe)|(?:im|i am|am) (?:so |just |really "
    r"|completely )?(?:done|finished|tired|exhausted|broken|worthless|a burden|a failure"
    r"|trapped)|(?:i )?(?:give up|gave up|giving up)|no way out|no hope|hopeless|no other way"
    r"|nothing left|no point|had enough|lost everything|(?:too|so) much pain|wont fight"
    r"|in pain|pain|torture|isnt living|hurts too much|hate my ?self|hate my life|nobody cares"
    r"|no one cares|theres nothing|no strength|despair|suffering|ruined everything|sick of"
    r"|pointless)"
)
DESPERATE = (
    r"(?:(?:cant|cannot|can not)(?: \w{1,8}){0,1}? (?:do this|take it|take this|go on"
    r"|keep going|cope|live|bear (?:it|this)|hold on)(?: anymore| any ?more| any longer)?(?= "
    r"|$)|no way out|no strength left|no hope|hopeless|no other way|nothing left to (?:live"
    r"|give)|lost everything|(?:too|so) much pain|hurts too much|hate my ?self|hate my life"
    r"|(?:nobody|no one) cares|ruined everything|(?:im|i am) (?:so |just )?(?:done|finished"
    r"|worthless|a burden)$|dont want to (?:live|be alive))"
)
FINALITY = (
    r"(?:(?:my|the|this) last (?:night|day|evening|hours?|sunset|morning|breath|time here)"
    r"|last (?:night|day) (?:alive|on earth|here|of my life)|(?:ending|end|finish|finishing"
    r"|stop|stopping) (?:it|everything|it all|all of it|all this|this|the pain|things"
    r"|my pain)(?: all| now| for good| forever)?(?: tonight| today| tomorrow| now| soon)?"
    r"|once and for all|decided its time|its time$|(?:today|tonight|tomorrow|this"
    r"|now) is the end|time to (?:stop|end) (?:it|this)|the end (?:for|of) me|this is (?:it"
    r"|the end|goodbye)|(?:all |soon )?(?:be|will be|itll be) (?:all )?over(?: soon| tonight"
    r"| tomorrow| for me)?|no more (?:pain|suffering|me|tomorrow|of me)|after tonight|(?:im"
    r"|i am|am) (?:leaving|checking out|going) (?:for good|forever|this world|tonight"
    r"|this life)|made (?:my|the|a) (?:decision|choice|peace)|(?:decision|choice|mind) is made"
    r"|goodbye|good bye|bye(?: all| everyone| forever)?$|farewell|only (?:way|option|answer"
    r"|choice) (?:out|left)|out of options|forever|permanently|for good|i wont be here"
    r"|see you on the other side|never (?:coming|come) back|not coming back"
    r"|dont plan on coming back)"
)
EVERYDAY = (
    r"work|job|boss|office|project|report|deadline|shift|company|career|quit|resign|notice"
    r"|relationship|marriage|divorce|dating|boyfriend|girlfriend|breakup|broke up|smok|drink"
    r"|alcohol|diet|sugar|gym|workout|training|study|studies|exam|class|semester|school"
    r"|college|degree|thesis|course|homework|lease|apartment|house hunt|renovat|mortgage|debt"
    r"|loan|social media|instagram|facebook|phone|app\b|subscription|season|series|movie|film"
    r"|game|coffee|town|city|team|contract|business|client|league|trip|holiday|vacation"
    r"|meeting|marathon|race|knee|knees|song|book|stairs|hair|car\b|commut"
)
LEISURE = (
    r"wash|clean|admir|sunset|sunrise|guitar|photo|pictures|friends|coffee|tea\b|beautiful"
    r"|view|walk|sunbath|repair|fix|paint|fish|party|hug|drinks|wine|beer|sing|stars|firework"
    r"|fog|breeze|free\b|tour|club|bar\b|restaurant|cafe|pool|parachut|bungee|skydiv|plane"
    r"|dream|love (?:the|this)|holiday|fun|laugh|joke|trampoline|lake|sea\b|ocean|pier|boat"
    r"|stage|bus|bike|ski|snowboard|flower|yoga|cat\b|chance|conclusion|ship|queue|line\b"
    r"|rope\b|higher|joy|job|call|opportunity|meeting|zoom|garden|kids"
)
HABITUAL = (
    r"sometimes|when|often|used to|if|every|usually|years?|ago|as a|teen|past|at times"
    r"|whenever|was|occasionally|school|college|since|history"
)
PEOPLE = (
    r"(?:everyone|everybody|everyones|world|they|theyd|theyll|family|kids|children|parents|mom"
    r"|mum|dad|husband|wife|people|friends|you|youd|youll|son|daughter|he|hed|she|shed|them"
    r"|all|life|lives|others|sister|brother|partner|boyfriend|girlfriend|him|her|ones|earth"
    r"|mother|father|anyone)"
)
