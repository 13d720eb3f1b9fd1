"""All writes of onboarding, one verb per use case."""

from onboarding.services.answers import answer_correct, answer_submit
from onboarding.services.care import (
    care_note_distress,
    domain_close,
    heavy_opt_in_set,
    selection_state_set,
    trust_lower,
)
from onboarding.services.sessions import (
    question_replace,
    question_skip,
    session_end,
    session_open,
    session_pause,
    session_resume,
    sessions_time_out,
)

__all__ = [
    "answer_correct",
    "answer_submit",
    "care_note_distress",
    "domain_close",
    "heavy_opt_in_set",
    "question_replace",
    "question_skip",
    "selection_state_set",
    "session_end",
    "session_open",
    "session_pause",
    "session_resume",
    "sessions_time_out",
    "trust_lower",
]
