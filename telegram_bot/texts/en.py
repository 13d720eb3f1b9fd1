"""English texts of the bot."""

from collections.abc import Mapping

from telegram_bot.texts.en_menus import ENGLISH_MENUS

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
    "coach_by_program": "<i>A program on our server replies, with no outside AI.</i>",
    "coach_by_model": "<i>An outside AI model replied.</i>",
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
    **ENGLISH_MENUS,
}
