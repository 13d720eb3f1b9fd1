"""English texts of commands, settings, buttons and menus."""

from collections.abc import Mapping

ENGLISH_MENUS: Mapping[str, str] = {
    # Commands
    "help": (
        "I ask questions, and you answer in words, the way you think.\n\n"
        "/start – go on with questions\n"
        "/profile – my portrait\n"
        "/status – whether everything is read, and by whom\n"
        "/coach – talk\n"
        "/pause – take a break\n"
        "/settings – language, topics, consents\n"
        "/privacy – what I keep and who sees it\n"
        "/export – take everything you wrote\n"
        "/delete – erase everything\n\n"
        "You can correct your last answer: just edit your message.\n"
        "{reader}\n"
        "I am a program, not a psychologist or a doctor. If you are in danger, call <b>112</b>"
        " (in the US <b>911</b>)."
    ),
    "reader_program": "Your answers are read by a program on our server, with no outside AI.",
    "reader_model": (
        "Your answers are also read by an outside AI model, with your consent: /settings."
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
    "privacy_sent": "<b>What has left so far.</b> {what}. To: {vendors}. Last time: {date}.",
    "sent_instant_analysis": "answers, for a closer reflection: {times}",
    "sent_deep_analysis": "answers, to be read with care: {times}",
    "sent_coach_reply": "what you said in talks, for a reply: {times}",
    "sent_embedding": "answers, to find what is alike: {times}",
    "sent_moderation": "words, so that no distress is missed: {times}",
    "sent_evaluation": "words, to check quality: {times}",
    "unknown_command": "I do not know that command. What I can do: /help.",
    "status_none": "There are no answers yet, so I have nothing to read. I will read every one.",
    "status_read": "Answers I have read: <b>{answers}</b>.",
    "status_reading": "Still reading: <b>{answers}</b>. No need to wait, it goes by itself.",
    "status_stuck": (
        "Reading got stuck, answers: <b>{answers}</b>. They are safe, nothing is lost. I will try"
        " again, and if that fails too, the people who look after me will see to it."
    ),
    "status_brief": "Read only briefly so far: <b>{answers}</b>.",
    "status_by_program": "Read by a program on our server, with no outside AI: <b>{answers}</b>.",
    "status_by_model": "Read by an outside AI model, with your consent: <b>{answers}</b>.",
    "status_all": "Everything is read, nothing is waiting.",
    "settings": "Settings. Tap to change.",
    "settings_vendors": "Outside AI, if you allow it: {vendors}.",
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
    "button_vendors_on": "Outside AI: yes",
    "button_vendors_off": "Outside AI: no",
    "button_deeper": "Read more closely",
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
