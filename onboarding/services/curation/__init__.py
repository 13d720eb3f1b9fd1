"""Curation of the question bank: who may do what with a question, one verb a step.

Every function works in one transaction, takes the lock of the bank first and names the member of
staff by id. What is refused raises a `CurationError` with words for that person.
"""

from onboarding.services.curation.moves import (
    question_pilot,
    question_publish,
    question_retire,
    question_roll_back,
    question_suspend,
)
from onboarding.services.curation.reviews import (
    question_approve,
    question_request_changes,
    question_submit,
    question_withdraw,
)
from onboarding.services.curation.translations import translation_approve, translation_save
from onboarding.services.curation.writing import question_create, question_edit

__all__ = [
    "question_approve",
    "question_create",
    "question_edit",
    "question_pilot",
    "question_publish",
    "question_request_changes",
    "question_retire",
    "question_roll_back",
    "question_submit",
    "question_suspend",
    "question_withdraw",
    "translation_approve",
    "translation_save",
]
