"""Closed vocabularies of the ai room."""

from enum import StrEnum


class Vendor(StrEnum):
    """Who serves a model. OPENAI is also any server that speaks its API at OPENAI_BASE_URL."""

    ANTHROPIC = "anthropic"
    OPENAI = "openai"


class OpenAIApi(StrEnum):
    """Which of its two APIs a server like OpenAI's speaks."""

    RESPONSES = "responses"
    #: Chat completions, which other makers' servers have.
    CHAT = "chat"


class Tier(StrEnum):
    """How much thinking a request deserves, cheapest first."""

    SIMPLE = "simple"
    MEDIUM = "medium"
    COMPLEX = "complex"


class Effort(StrEnum):
    """How hard a model thinks before it writes; each provider says it in its vendor's words."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Outcome(StrEnum):
    """How one attempt at a model ended.

    STARTED stays only when the process died in mid-call; REPAIRED is a completed second attempt
    after an invalid output; DISCARDED was completed after the permission had been taken back.
    """

    STARTED = "started"
    COMPLETED = "completed"
    REPAIRED = "repaired"
    DISCARDED = "discarded"
    FAILED = "failed"


class WhyLocal(StrEnum):
    """Why the local analyser answered and no vendor did; empty where a vendor answered."""

    NOT_LOCAL = ""
    #: The person let no text go out.
    NO_PERMIT = "no_permit"
    #: No vendor has a key, or no model is enabled.
    NO_KEY = "no_key"
    BUDGET = "budget"
    VENDORS_FAILED = "vendors_failed"
    #: The permission was taken back while vendors were asked.
    WITHDRAWN = "withdrawn"
    #: No clever machine stands between a person in crisis and a human being.
    CRISIS = "crisis"


class ModelKind(StrEnum):
    """What a model makes of a text."""

    TEXT = "text"
    EMBEDDING = "embedding"
    MODERATION = "moderation"


class CallPurpose(StrEnum):
    """What a call to a model is for; the first three have the values of `ai.contracts.Task`."""

    INSTANT_ANALYSIS = "instant_analysis"
    DEEP_ANALYSIS = "deep_analysis"
    COACH_REPLY = "coach_reply"
    EMBEDDING = "embedding"
    MODERATION = "moderation"
    EVALUATION = "evaluation"


class EgressKind(StrEnum):
    """A kind of words that leaves with a call: whose they are, not what they say."""

    #: The answer, or the message to the coach, that the call is about.
    ANSWER = "answer"
    #: The question that the answer belongs to: ours, no words of a person.
    QUESTION = "question"
    #: Earlier answers.
    HISTORY = "history"
    #: Earlier turns of the conversation with the coach.
    CONVERSATION = "conversation"
    #: Numbers of the portrait.
    PROFILE = "profile"
    #: What the model wrote before, for the one attempt at a repair.
    OUTPUT = "output"


class BudgetScope(StrEnum):
    """Whose money a budget limits, and for how long; days and months are those of UTC."""

    PERSON_DAY = "person_day"
    PURPOSE_DAY = "purpose_day"
    WORKSPACE_DAY = "workspace_day"
    WORKSPACE_MONTH = "workspace_month"
