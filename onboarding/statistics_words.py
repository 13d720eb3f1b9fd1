"""Statistics of questions in words, for staff pages."""

from django.utils.translation import gettext_lazy as _

from core.staff_columns import Colours
from core.staff_pages import Words
from onboarding.question_statistics import QuestionFlag
from onboarding.simulation.compare import RegressionCode

QUESTION_FLAGS: Words = {
    QuestionFlag.CRISIS: _("signs of a crisis"),
    QuestionFlag.LEAVING: _("talks break off at it"),
    QuestionFlag.SKIPPED: _("skipped often"),
    QuestionFlag.SHORT: _("short answers"),
    QuestionFlag.LITTLE_TOLD: _("tells little"),
    QuestionFlag.PILOT_OVER: _("pilot is over"),
}
QUESTION_FLAG_COLOURS: Colours = {
    QuestionFlag.CRISIS: "danger",
    QuestionFlag.LEAVING: "danger",
    QuestionFlag.SKIPPED: "warning",
    QuestionFlag.SHORT: "warning",
    QuestionFlag.LITTLE_TOLD: "info",
    QuestionFlag.PILOT_OVER: "primary",
}
#: What a flag calls for.
QUESTION_FLAG_ADVICE: Words = {
    QuestionFlag.CRISIS: _(
        "Among people who were asked it, signs of a crisis are more than three times as frequent as"
        " with similar questions. A clinician should read it; with two people or more it is"
        " suspended by itself."
    ),
    QuestionFlag.LEAVING: _(
        "Talks break off at it more than twice as often as usual; it is suspended by itself."
    ),
    QuestionFlag.SKIPPED: _("It is skipped more than twice as often as usual: review it."),
    QuestionFlag.SHORT: _(
        "Answers are less than half as long as is usual for a person: rewrite it."
    ),
    QuestionFlag.LITTLE_TOLD: _(
        "Its answers tell less than those of three quarters of the questions: it may be retired."
    ),
    QuestionFlag.PILOT_OVER: _(
        "It was asked as often as a pilot allows, and waits for your decision."
    ),
}
REGRESSIONS: Words = {
    RegressionCode.CARE_VIOLATIONS: _("a care rule is broken"),
    RegressionCode.DEAD_ENDS: _("more talks end for want of a question"),
    RegressionCode.DOMAINS_COVERED: _("fewer areas of life are touched"),
    RegressionCode.SESSION_LENGTH: _("sessions get shorter"),
    RegressionCode.UNCERTAINTY_LEFT: _("less is known after the first questions"),
    RegressionCode.QUESTIONS_TO_KNOW: _("more questions are needed to know a person"),
    RegressionCode.OVERLAP: _("people are asked more of the same"),
}
