"""English texts of the bot."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    # First meeting
    "start_new": (
        "<b>Selfology</b> is a conversation with yourself, one question at a time.\n\n"
        "I ask, you answer the way you think. Little by little it becomes a portrait: what moves"
        " you, what changes, what keeps coming back.\n\n"
        "<i>The first talk takes about ten minutes. You can stop at any point.</i>"
    ),
    "how_it_works": (
        "Questions are chosen for you: light ones first, deeper ones only when you are ready. You"
        " can skip any of them, and I will not ask why.\n\n"
        "Every answer is read, briefly at once and more carefully a little later. The portrait"
        " shows which of your words each conclusion stands on, and how far to trust it.\n\n"
        "I am a program. I do not diagnose or treat, and I may be wrong."
    ),
    "consent": "{text}\n\nShall we begin?",
    "consent_reminder": "To begin I need your consent: the button is under this message.",
    "not_now": "That is fine. I kept only your language. Come back any day with /start.",
    "address": "What should I call you? Type a name or pick one.",
    "hello": "Hello!",
    "no_name_yet": "That is more of a story than a name. We will come to stories.",
    "address_form": "Nice to meet you, {name}.",
    "address_form_nameless": "Nice to meet you.",
    "age_check": "Let me check one thing: Selfology is for people aged 18 and over. Are you 18?",
    "age_adult": "Thank you for making that clear. We can go on whenever you like.",
    "minor": (
        "Thank you for being honest. Selfology is for adults, so I will not go on, and I have"
        " already erased what you wrote.\n\n"
        "If you want to talk to a real person, <b>findahelpline.com</b> lists free lines for young"
        " people in many countries. If you are in danger right now, call <b>112</b> (in the US"
        " <b>911</b>)."
    ),
    # Questions
    "question": "Question {number} · of about {total}\n{dots}\n\n<b>{text}</b>",
    "hint": "<i>{hint}</i>",
    "heavy_gate": (
        "The next question goes deeper than the others, into something hard. Take it, or something"
        " lighter?"
    ),
    "fatigue": "That was good work. One more light one, or is that enough for today?",
    "paused": "Paused. I kept your place. Come back with the button, or just write to me.",
    "nothing_to_pause": "No question is open, so rest easy. I am here: /start.",
    "welcome_back": "Welcome back{name}. Let us go on where you stopped.",
    "welcome_anew": "Welcome back{name}.",
    "where_we_stopped": "Let us go on where we stopped.",
    "late_answer": "Welcome back{name}. Your answer is not too late: I have kept it.",
    "greeted": "Hello! The question is still here.",
    "left_alone": "That is fine, let us leave it.",
    "not_understood": (
        "Sorry, I did not understand that. The question stays: you can answer it, skip it or take"
        " another one. And if that was your answer, please say a little more."
    ),
    "question_unclear": (
        "Take the question whichever way is closest to you: there is no right reading. If it does"
        " not speak to you, skip it or take another one."
    ),
    "about_me": (
        "I am a program: not a human, not a psychologist and not a doctor. I ask questions, read"
        " answers, and I may be wrong."
    ),
    "about_answers": (
        "Your answers are kept encrypted, and a portrait grows out of them. You see them; staff"
        " only with your consent or for your safety. More: /privacy."
    ),
    "about_why": (
        "A portrait grows out of answers about many things, so the questions are many. You do not"
        " have to answer: you can skip any of them."
    ),
    "stale": "That question is behind us",
    "put_off": "That is fine, let us put this one off.",
    "topic_rests": (
        "All right, “{topic}” rests: I will ask nothing more about it. You can open it again in"
        " /settings, under “Topics”."
    ),
    "never_again": "All right, this question will not come again.",
    "tired_heard": (
        "I understand, thank you for telling me. One more light one, or is that enough for today?"
    ),
    "grounding": (
        "Before you go on with your day, you may stay here for a minute: feel the ground under your"
        " feet, breathe out slowly, look around you."
    ),
    "empty_answer": (
        "I cannot see any words. Write a sentence or two, or skip the question, that is fine."
    ),
    "corrected": "Corrected: I go by your new version now.",
    "forwarded": "I see a forwarded message. If it is about you, please tell me in your own words.",
    "voice": "I cannot listen to voice yet. Please write it in words.",
    "media": "I see it, but so far I understand only words. How would you put it?",
    "quoted": "{text}",
    # Why this question
    "why": "This one is about {domain}: your answer helps me see {trait}.",
    "why_skip": "If it doesn't speak to you, just skip it.",
    "reason_after_heavy": "After something hard it's good to talk about what gives you strength.",
    "reason_tired": "We've talked about a lot already, so now it's about what gives you strength.",
    "reason_closing": "It's about what gives you strength: a good note to end on.",
    "reason_heavy": (
        "It isn't an easy one: I ask such questions only because you allowed them, and you can say"
        " as little as you like."
    ),
    "reason_new_domain": "We haven't talked about this yet.",
    "reason_opening": "It's a light one, good to begin with.",
    "reason_deeper": "It goes a little deeper: we know each other a bit by now.",
    "reason_light": "It's a light one and won't take much out of you.",
    "asked_about_identity": "who you are",
    "asked_about_emotions": "feelings",
    "asked_about_relationships": "the people close to you",
    "asked_about_family": "family",
    "asked_about_work": "work",
    "asked_about_creativity": "creativity",
    "asked_about_values": "what matters to you",
    "asked_about_body": "your body and your energy",
    "asked_about_spirituality": "faith and meaning",
    "asked_about_past": "the past",
    "asked_about_future": "the future",
    "asked_about_everyday": "ordinary days",
    "asked_to_see_openness": "how you meet what is new",
    "asked_to_see_conscientiousness": "how you take things on and see them through",
    "asked_to_see_extraversion": "how much room people have in your life",
    "asked_to_see_agreeableness": "how you get along with others",
    "asked_to_see_neuroticism": "what worries you and what calms you",
    "asked_to_see_self_awareness": "how you understand yourself",
    "asked_to_see_emotional_regulation": "how you handle your feelings",
    "asked_to_see_motivation": "what moves you",
    "asked_to_see_resilience": "what helps you get back on your feet",
    # End of a session
    "end_planned": "That is all for today. Thank you for being so open.",
    "end_fatigue": "That is enough for today: you have done a lot.",
    "end_nothing": (
        "I have run out of questions that fit right now. Come back tomorrow and I will find new"
        " ones."
    ),
    "end_person": "All right, let us stop here.",
    "end_closed": (
        "Among the open topics there is no question that fits right now. You can open another"
        " topic, or come back tomorrow."
    ),
    "end_all_closed": (
        "Every topic is closed, so I have nothing to ask, and that is fine. You can open one of"
        " them, look at your portrait, or we can simply talk."
    ),
    "end_noticed": "What I noticed in this talk (answers: {answers}): {noticed}.",
    "end_noticed_nothing": "No answers today, and that is fine too.",
    "mood_positive": "there was more light than weight",
    "mood_negative": "there was a lot that is hard, and you said it",
    "mood_neutral": "an even tone, without strong colours",
    "mood_mixed": "the mood changed from answer to answer",
    "end_topics": "What we spoke about: {topics}.",
    "domain_identity": "who you are",
    "domain_emotions": "feelings",
    "domain_relationships": "people close to you",
    "domain_family": "family",
    "domain_work": "work",
    "domain_creativity": "creativity",
    "domain_values": "values",
    "domain_body": "body and strength",
    "domain_spirituality": "faith and meaning",
    "domain_past": "the past",
    "domain_future": "the future",
    "domain_everyday": "ordinary days",
    "end_insight": "And one thing, only as a guess: {insight}",
    "end_resource": "You named what gives you strength: “{quote}”. Keep it close.",
    "end_resource_default": (
        "One small thing to take along: think of something you can thank yourself for today."
    ),
    "idle_hint": "You can take more questions, look at your portrait, or just talk.",
    # Portrait
    "profile_title": "<b>Your portrait</b> · answers that count: {answers}",
    "profile_empty": (
        "There is no portrait yet: it grows little by little, and it needs more words from you."
    ),
    "profile_line": (
        "{bar} {trait}: {verdict}\n      {low} to {high} of 100 · answers: {observations}"
    ),
    "profile_unknown": "Too early to say: {traits}.",
    "profile_nothing_yet": (
        "A trait shows here once enough answers speak of it. How many that takes cannot be known"
        " beforehand, so there is no hurry."
    ),
    "profile_unread": "Answers I am still reading: {answers}. Look in again a little later.",
    "profile_evidence": "In your words: “{quote}”, {date}",
    "profile_note": (
        "<i>These are guesses, not a verdict: you see the range in which a trait may lie. It says"
        " how consistent your answers are, not how right the conclusion is.</i>"
    ),
    "profile_offline": (
        "<i>Your answers were read by the offline analyser: it sees words, but does not understand"
        " the way a person does.</i>"
    ),
    "verdict_high": "rather above the middle",
    "verdict_low": "rather below the middle",
    "verdict_middle": "around the middle, or not clear yet",
    "trait_openness": "interest in the new",
    "trait_conscientiousness": "orderliness",
    "trait_extraversion": "drawn to people",
    "trait_agreeableness": "gentleness with others",
    "trait_neuroticism": "sensitivity to worry",
    "trait_self_awareness": "understanding yourself",
    "trait_emotional_regulation": "handling your feelings",
    "trait_motivation": "moving towards what is yours",
    "trait_resilience": "coming back after hard times",
    # Coach
    "coach_memory": "{text}",
    "coach_welcome": "I am listening. What would you like to talk about?",
    "coach_disclaimer": (
        "<i>I am a program, not a psychologist or a doctor: I do not diagnose, and I may be"
        " wrong.</i>"
    ),
    # Commands
    "help": (
        "I ask questions, and you answer in words, the way you think.\n\n"
        "/start – go on with questions\n"
        "/profile – my portrait\n"
        "/status – whether everything is read\n"
        "/coach – talk\n"
        "/pause – take a break\n"
        "/settings – language, topics, consents\n"
        "/privacy – what I keep and who sees it\n"
        "/export – take everything you wrote\n"
        "/delete – erase everything\n\n"
        "You can correct your last answer: just edit your message.\n"
        "I am a program, not a psychologist or a doctor. If you are in danger, call <b>112</b>"
        " (in the US <b>911</b>)."
    ),
    "privacy": (
        "<b>What is kept.</b> Your answers, talks and portrait, encrypted with a key of your own."
        " From Telegram only the number of the chat and your language.\n\n"
        "<b>Who sees it.</b> You. Staff only with your consent or for your safety, with a reason"
        " given; every look is written down.\n\n"
        "<b>Where it goes.</b> Nowhere without a separate consent. Without it your answers are read"
        " by a program right here on our server.\n\n"
        "<b>What you can do.</b> Take everything: /export. Erase everything: /delete, the key is"
        " destroyed with the data; backups expire within 30 days. Withdraw any consent:"
        " /settings.\n\n"
        "<b>What there is none of.</b> Diagnoses, treatment, advertising, sale of data. For people"
        " aged 18 and over."
    ),
    "unknown_command": "I do not know that command. What I can do: /help.",
    "status_none": "There are no answers yet, so I have nothing to read. I will read every one.",
    "status_read": "Answers I have read: <b>{answers}</b>.",
    "status_reading": "Still reading: <b>{answers}</b>. No need to wait, it goes by itself.",
    "status_stuck": (
        "Reading got stuck, answers: <b>{answers}</b>. They are safe, nothing is lost. I will try"
        " again, and if that fails too, the people who look after me will see to it."
    ),
    "status_brief": "Read only briefly so far: <b>{answers}</b>.",
    "status_all": "Everything is read, nothing is waiting.",
    "settings": "Settings. Tap to change.",
    "language_set": "All right, English it is.",
    "saved": "Saved.",
    "heavy_allowed": (
        "All right, now and then I will ask about hard things too: loss, hurt, shame. I will say so"
        " before each such question, and you can always take a lighter one. You can change your"
        " mind right here."
    ),
    "topics": (
        "What I ask about. Tap a topic to close it or to open it again: I ask nothing about a"
        " closed one."
    ),
    "topic_closed": "Closed: {topic}",
    "topic_opened": "Open again: {topic}",
    "topics_all_closed": (
        "Every topic is closed, so there will be nothing to ask. Open one whenever you like."
    ),
    "restored": "These questions may come up again",
    "distance_stranger": "Right now the questions are the simplest ones, as at a first meeting.",
    "distance_acquaintance": (
        "Right now the questions are such as one asks somebody one knows a little: about ordinary"
        " days, habits, a bit about feelings."
    ),
    "distance_friend": (
        "Right now the questions are such as one asks a friend: some of them are personal."
    ),
    "distance_confidant": (
        "Right now the questions are such as one asks a close friend: about what one tells only a"
        " few."
    ),
    "distance_soul_mate": "Right now any question may come, also the most personal ones.",
    "nearer_by_itself": (
        "They come nearer only little by little, if you feel like answering. There is no button for"
        " that."
    ),
    "step_back_any_time": (
        "They come nearer by themselves as long as you feel like answering. You can take a step"
        " back at any time: it spoils nothing."
    ),
    "stepped_back": (
        "All right, I keep one step farther away. I will come nearer only little by little, as you"
        " answer."
    ),
    "export_caption": "Everything I have about you, as a JSON file.",
    "delete_confirm": (
        "Erase everything: answers, portrait, talks, settings? It cannot be undone. You can take a"
        " copy first."
    ),
    "delete_kept": "Good, everything stays.",
    "deleted": (
        "Done: your data is gone. Please delete the messages in this chat yourself, I cannot reach"
        " them. If you ever want to start anew: /start."
    ),
    "limit": "A bit fast for me. Give me a minute, nothing is lost.",
    "failed": "I could not work with this message, sorry. Please try once more.",
    "group": "I only talk one to one: t.me/{bot}",
    # Crisis
    "crisis_safe": (
        "I am glad you answered. We will go back to questions only when you want to. You can simply"
        " write to me. If it gets hard, the contacts are in the message above."
    ),
    "crisis_safe_new": (
        "I am glad you answered. We will get to know each other only when you want to: tap the"
        " button or type what to call you. If it gets hard, the contacts are in the message above."
    ),
    "crisis_return_new": (
        "I am here. There is no hurry: we will get to know each other when you want to. Tap the"
        " button or type what to call you."
    ),
    "crisis_return": (
        "I am here. There will be no questions until you want them. We can simply talk."
    ),
    # Buttons
    "button_begin": "Begin",
    "button_how": "How it works",
    "button_other_language": "Русский",
    "button_agree": "I am 18+, I agree",
    "button_policy": "Policy",
    "button_not_now": "Not now",
    "button_no_name": "No name",
    "button_ty": "«ты»",
    "button_vy": "«вы»",
    "button_skip": "Skip",
    "button_another": "Another question",
    "button_why": "Why this one?",
    "button_pause": "Pause",
    "button_more": "More…",
    "button_put_off": "Not now",
    "button_not_topic": "Not this topic",
    "button_never": "Never ask this again",
    "button_back": "Back",
    "button_topics": "Topics",
    "button_distance": "How near I come",
    "button_farther": "Keep more distance",
    "button_restore": "Bring questions back",
    "button_settings": "To the settings",
    "button_lighter": "Lighter",
    "button_ready": "I'm ready",
    "button_enough": "Enough",
    "button_one_more": "One more",
    "button_continue": "Continue",
    "button_more_questions": "More questions",
    "button_next_question": "Next question",
    "button_to_question": "Back to the question",
    "button_profile": "Portrait",
    "button_coach": "Talk",
    "button_allow": "You may",
    "button_without": "Better without",
    "button_keep": "Keep",
    "button_export": "Take a copy",
    "button_erase": "Erase",
    "button_language": "Language: English",
    "button_heavy_on": "Hard topics: allowed",
    "button_heavy_off": "Hard topics: no",
    "button_review_on": "Human review: yes",
    "button_review_off": "Human review: no",
    "button_memory_on": "Memory in talks: yes",
    "button_memory_off": "Memory in talks: no",
    "button_form_ty": "Address: «ты»",
    "button_form_vy": "Address: «вы»",
    "button_adult": "Yes, I am 18",
    "button_minor": "No",
    "button_safe": "I'm safe",
    "button_unsafe": "No",
    "button_contacts": "Contacts",
    # Menu of commands
    "command_start": "Continue",
    "command_profile": "My portrait",
    "command_coach": "Talk",
    "command_settings": "Settings",
    "command_help": "Help",
}
