"""Patterns that find whom a Russian text speaks to."""

import re

#: Verbs that speak to «вы»: imperatives and the present or future tense. A noun may look the same.
FORMAL_VERB = re.compile(
    r"\b(?!портрете\b)[а-яё]+(?:[аеёиуыюя]йте|ьте|[еёи]те)(?:сь)?\b", re.IGNORECASE
)
#: After «ты» the past tense and short adjectives would choose a gender.
GENDERED = re.compile(
    r"\bты (?:\w+ ){0,3}?"
    r"(?:сам|сама|должен|должна|рад|рада|готов|готова|один|одна|похож|похожа"
    r"|\w+(?:лся|лась)|\w*[аеияуы]ла?|\w*ш[её]л|\w*шла)\b"
    r"|\b(?:сам|сама|должен|должна)\b",
    re.IGNORECASE,
)
