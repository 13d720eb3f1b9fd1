"""All writes of onboarding, one verb per use case."""

from onboarding.services.answers import answer_correct, answer_submit
from onboarding.services.care import (
    care_note_distress,
    codes_restore,
    domain_close,
    domain_open,
    heavy_opt_in_set,
    selection_state_set,
    trust_lower,
)
from onboarding.services.sessions import (
    session_end,
    session_open,
    session_pause,
    session_resume,
    sessions_abandon,
    sessions_time_out,
)
from onboarding.services.steering import (
    question_close_topic,
    question_postpone,
    question_refuse,
    question_replace,
    question_skip,
    session_tire,
)

__all__ = [
    "answer_correct",
    "answer_submit",
    "care_note_distress",
    "codes_restore",
    "domain_close",
    "domain_open",
    "heavy_opt_in_set",
    "question_close_topic",
    "question_postpone",
    "question_refuse",
    "question_replace",
    "question_skip",
    "selection_state_set",
    "session_end",
    "session_open",
    "session_pause",
    "session_resume",
    "session_tire",
    "sessions_abandon",
    "sessions_time_out",
    "trust_lower",
]
