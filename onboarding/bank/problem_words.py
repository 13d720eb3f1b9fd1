"""What can be wrong with a bank, in the words of whoever has to mend it. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from core.vocabulary import Language

RU, EN = Language.RU, Language.EN
Said = Mapping[Language, str]


class Kind(StrEnum):
    """What can be wrong with a file, a question, or a whole bank."""

    # The file.
    NO_FILE = "no_file"
    EMPTY = "empty"
    TOO_BIG = "too_big"
    UNKNOWN_FORMAT = "unknown_format"
    SPREADSHEET = "spreadsheet"
    NULL_BYTES = "null_bytes"
    ENCODING = "encoding"
    NOT_JSON = "not_json"
    ENDLESS = "endless"
    NOT_CSV = "not_csv"
    NOT_ZIP = "not_zip"
    ZIP_MEMBER = "zip_member"
    ZIP_TOO_BIG = "zip_too_big"
    MISSING_COLUMNS = "missing_columns"
    EXTRA_COLUMNS = "extra_columns"
    REPEATED_COLUMNS = "repeated_columns"
    LONG_ROW = "long_row"
    NO_QUESTIONS = "no_questions"
    TOO_MANY_QUESTIONS = "too_many_questions"
    TOO_MANY_PROBLEMS = "too_many_problems"
    OTHER_VERSION = "other_version"
    # A value.
    MISSING = "missing"
    UNKNOWN_KEYS = "unknown_keys"
    NOT_TEXT = "not_text"
    NOT_WHOLE = "not_whole"
    NOT_NUMBER = "not_number"
    NOT_YES_NO = "not_yes_no"
    NOT_LIST = "not_list"
    NOT_OBJECT = "not_object"
    NOT_ONE_OF = "not_one_of"
    MUST_BE = "must_be"
    NOT_ALLOWED = "not_allowed"
    MUST_CONTAIN = "must_contain"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_SMALL = "too_small"
    TOO_GREAT = "too_great"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    REPEATED = "repeated"
    WRONG_FORM = "wrong_form"
    STRAY_SIGNS = "stray_signs"
    LOOSE_SPACES = "loose_spaces"
    UNREADABLE = "unreadable"
    # Between questions.
    FOREIGN_DOMAIN = "foreign_domain"
    REPEATED_CODE = "repeated_code"
    UNKNOWN_CODE = "unknown_code"
    OWN_REVIEW = "own_review"
    SILENT_SKIP = "silent_skip"
    NO_FAMILIAR = "no_familiar"
    HALF_FAMILIAR_HINT = "half_familiar_hint"
    FORMAL_FAMILIAR = "formal_familiar"
    NEAR_DUPLICATE = "near_duplicate"
    NO_TRANSLATION = "no_translation"
    # Against what the product holds.
    OUTDATED = "outdated"
    BACK_TO_DRAFT = "back_to_draft"
    RETIRED_UNKNOWN = "retired_unknown"
    REFUSED = "refused"
    # The table that a whole bank should keep.
    FEW_PUBLISHED = "few_published"
    ENERGY_SHARE = "energy_share"
    FEW_IN_DOMAIN = "few_in_domain"
    FEW_HEALING_IN_DOMAIN = "few_healing_in_domain"
    FEW_FOR_STRANGERS = "few_for_strangers"
    FEW_DOMAINS_FOR_STRANGERS = "few_domains_for_strangers"
    FEW_FOR_TRAIT = "few_for_trait"
    FEW_FOR_FIELD = "few_for_field"
    FEW_HEALING = "few_healing"


#: How a place is said.
LISTED: Mapping[str, Said] = {"row": {EN: "row {row}", RU: "строка {row}"}}

PROBLEMS: Mapping[Kind, Said] = {
    Kind.NO_FILE: {EN: "no bank file here", RU: "здесь нет файла банка"},
    Kind.EMPTY: {EN: "the file is empty", RU: "файл пуст"},
    Kind.TOO_BIG: {
        EN: "the file is larger than {limit} MB",
        RU: "файл больше {limit} МБ",
    },
    Kind.UNKNOWN_FORMAT: {
        EN: "is neither a JSON file nor a CSV table nor a ZIP archive of such files",
        RU: "это не файл JSON, не таблица CSV и не архив ZIP с такими файлами",
    },
    Kind.SPREADSHEET: {
        EN: "is a workbook; save its sheet as «CSV UTF-8» and take that file",
        RU: "это книга с листами; сохраните лист как «CSV UTF-8» и возьмите тот файл",
    },
    Kind.NULL_BYTES: {
        EN: "contains null bytes: this is not a text file",
        RU: "внутри нулевые байты: это не текстовый файл",
    },
    Kind.ENCODING: {
        EN: "cannot be read as text; save it in UTF-8 (in Excel: «CSV UTF-8»)",
        RU: "не читается как текст; сохраните файл в UTF-8 (в Excel: «CSV UTF-8»)",
    },
    Kind.NOT_JSON: {EN: "is not JSON: {reason}", RU: "это не JSON: {reason}"},
    Kind.ENDLESS: {
        EN: "is deeper or longer than any file of the bank",
        RU: "вложен глубже или длиннее, чем любой файл банка",
    },
    Kind.NOT_CSV: {EN: "is not a CSV table: {reason}", RU: "это не таблица CSV: {reason}"},
    Kind.NOT_ZIP: {EN: "is not a ZIP archive that can be read", RU: "архив ZIP не читается"},
    Kind.ZIP_MEMBER: {
        EN: "the archive holds something else than files of the bank: {name}",
        RU: "в архиве есть не только файлы банка: {name}",
    },
    Kind.ZIP_TOO_BIG: {
        EN: "the archive unpacks to more than {limit} MB",
        RU: "распакованный архив больше {limit} МБ",
    },
    Kind.MISSING_COLUMNS: {
        EN: "columns are missing: {columns}",
        RU: "не хватает столбцов: {columns}",
    },
    Kind.EXTRA_COLUMNS: {
        EN: "there are columns that the bank does not know: {columns}",
        RU: "есть столбцы, которых банк не знает: {columns}",
    },
    Kind.REPEATED_COLUMNS: {
        EN: "columns stand there twice: {columns}",
        RU: "столбцы повторяются: {columns}",
    },
    Kind.LONG_ROW: {
        EN: "has {found} cells and the table has {wanted} columns",
        RU: "ячеек {found}, а столбцов в таблице {wanted}",
    },
    Kind.NO_QUESTIONS: {EN: "holds no question", RU: "в файле нет вопросов"},
    Kind.TOO_MANY_QUESTIONS: {
        EN: "holds more than {limit} questions; divide it",
        RU: "в файле больше {limit} вопросов; разделите его",
    },
    Kind.TOO_MANY_PROBLEMS: {
        EN: "only the first {shown} problems are shown",
        RU: "показаны первые проблемы, всего {shown}",
    },
    Kind.OTHER_VERSION: {
        EN: "{here} here and {first} in the first file",
        RU: "здесь {here}, а в первом файле {first}",
    },
    Kind.MISSING: {EN: "missing: {names}", RU: "не хватает: {names}"},
    Kind.UNKNOWN_KEYS: {EN: "unknown keys: {names}", RU: "неизвестные поля: {names}"},
    Kind.NOT_TEXT: {EN: "'{value}' is not a text", RU: "«{value}» не текст"},
    Kind.NOT_WHOLE: {EN: "'{value}' is not a whole number", RU: "«{value}» не целое число"},
    Kind.NOT_NUMBER: {EN: "'{value}' is not a number", RU: "«{value}» не число"},
    Kind.NOT_YES_NO: {
        EN: "'{value}' is neither yes nor no",
        RU: "«{value}» не «да» и не «нет» (пишется yes или no)",
    },
    Kind.NOT_LIST: {EN: "'{value}' is not a list", RU: "«{value}» не список"},
    Kind.NOT_OBJECT: {
        EN: "'{value}' has no parts, and parts are needed",
        RU: "«{value}» не состоит из полей, а нужны поля",
    },
    Kind.NOT_ONE_OF: {
        EN: "'{value}' is not one of: {allowed}",
        RU: "«{value}» не подходит, можно: {allowed}",
    },
    Kind.MUST_BE: {EN: "must be: {wanted}", RU: "должно быть: {wanted}"},
    Kind.NOT_ALLOWED: {EN: "'{value}' is not allowed here", RU: "«{value}» здесь нельзя"},
    Kind.MUST_CONTAIN: {EN: "must contain: {wanted}", RU: "обязательно должно быть: {wanted}"},
    Kind.TOO_SHORT: {
        EN: "'{value}' is shorter than {limit} characters",
        RU: "«{value}» короче {limit} знаков",
    },
    Kind.TOO_LONG: {
        EN: "'{value}' is longer than {limit} characters",
        RU: "«{value}» длиннее {limit} знаков",
    },
    Kind.TOO_SMALL: {
        EN: "{value} is less than the minimum of {limit}",
        RU: "{value} меньше, чем можно (от {limit})",
    },
    Kind.TOO_GREAT: {
        EN: "{value} is greater than the maximum of {limit}",
        RU: "{value} больше, чем можно (до {limit})",
    },
    Kind.TOO_FEW: {EN: "fewer than {limit} values", RU: "значений меньше {limit}"},
    Kind.TOO_MANY: {EN: "more than {limit} values", RU: "значений больше {limit}"},
    Kind.REPEATED: {EN: "a value stands there twice", RU: "значение повторяется"},
    Kind.WRONG_FORM: {
        EN: "'{value}' is not written as it should be; right is for example {example}",
        RU: "«{value}» записано неверно; верно, например, {example}",
    },
    Kind.STRAY_SIGNS: {
        EN: "contains characters that no text has (code {sign})",
        RU: "содержит знаки, которых в тексте не бывает (код {sign})",
    },
    Kind.LOOSE_SPACES: {
        EN: "begins or ends with a space",
        RU: "начинается или кончается пробелом",
    },
    Kind.UNREADABLE: {EN: "cannot be read: {reason}", RU: "не читается: {reason}"},
    Kind.FOREIGN_DOMAIN: {
        EN: "belongs in {domain}.json",
        RU: "место этого вопроса в файле {domain}.json",
    },
    Kind.REPEATED_CODE: {
        EN: "used by {count} questions",
        RU: "один код у нескольких вопросов, их {count}",
    },
    Kind.UNKNOWN_CODE: {EN: "no other question {other}", RU: "другого вопроса {other} нет"},
    Kind.OWN_REVIEW: {
        EN: "an author reviews own words",
        RU: "автор проверяет собственный текст",
    },
    Kind.SILENT_SKIP: {
        EN: "must say that the question may be skipped",
        RU: "в тексте должно быть сказано, что вопрос можно пропустить",
    },
    Kind.NO_FAMILIAR: {
        EN: "published without a familiar wording",
        RU: "опубликован без текста на «ты»",
    },
    Kind.HALF_FAMILIAR_HINT: {
        EN: "a hint exists in both forms of address or in none",
        RU: "подсказка есть и на «вы», и на «ты» или её нет вовсе",
    },
    Kind.FORMAL_FAMILIAR: {
        EN: "addresses formally: {word}",
        RU: "это текст на «ты», а в нём «{word}»",
    },
    Kind.NEAR_DUPLICATE: {
        EN: "nearly the words of {other} ({share} in common)",
        RU: "почти те же слова, что в {other} (общего {share})",
    },
    Kind.NO_TRANSLATION: {
        EN: "no text in this language; it is asked of nobody who speaks it",
        RU: "нет текста на этом языке; тех, кто на нём говорит, об этом не спросят",
    },
    Kind.OUTDATED: {
        EN: "the file has version {version}, the bank has {newest} already; take a new export",
        RU: "в файле версия {version}, а в банке уже {newest}; возьмите свежую выгрузку",
    },
    Kind.BACK_TO_DRAFT: {
        EN: "is in review; the import takes it back, approvals so far no longer count",
        RU: "сейчас на проверке; импорт вернёт его автору, одобрения больше не считаются",
    },
    Kind.RETIRED_UNKNOWN: {
        EN: "is retired in the file and unknown here; it is left out",
        RU: "в файле снят с вопросов, а здесь неизвестен; он пропущен",
    },
    Kind.REFUSED: {EN: "{reason}", RU: "{reason}"},
    Kind.FEW_PUBLISHED: {
        EN: "{found} questions, a bank to begin with has {wanted}",
        RU: "вопросов {found}, а для начала нужно {wanted}",
    },
    Kind.ENERGY_SHARE: {
        EN: "{energy}: {found} of the questions, planned {wanted}",
        RU: "{energy}: доля вопросов {found}, задумано {wanted}",
    },
    Kind.FEW_IN_DOMAIN: {
        EN: "{domain}: {found} questions, a domain has {wanted}",
        RU: "{domain}: вопросов {found}, а в области нужно {wanted}",
    },
    Kind.FEW_HEALING_IN_DOMAIN: {
        EN: "{domain}: {found} questions that give strength, a domain has {wanted}",
        RU: "{domain}: вопросов, которые дают силы, {found}, а в области нужно {wanted}",
    },
    Kind.FEW_FOR_STRANGERS: {
        EN: "{found} questions for strangers, at least {wanted} are needed",
        RU: "вопросов для незнакомых {found}, а нужно не меньше {wanted}",
    },
    Kind.FEW_DOMAINS_FOR_STRANGERS: {
        EN: "strangers can be asked about {found} domains, at least {wanted} are needed",
        RU: "областей с вопросами для незнакомых {found}, а нужно не меньше {wanted}",
    },
    Kind.FEW_FOR_TRAIT: {
        EN: "{trait}: {found} questions are for it, at least {wanted} are needed",
        RU: "{trait}: вопросов прямо о ней {found}, а нужно не меньше {wanted}",
    },
    Kind.FEW_FOR_FIELD: {
        EN: "{field}: {found} questions tell of it, at least {wanted} are needed",
        RU: "{field}: вопросов об этом {found}, а нужно не меньше {wanted}",
    },
    Kind.FEW_HEALING: {
        EN: "{heavy} heavy questions and only {healing} that give strength",
        RU: "тяжёлых вопросов {heavy}, а тех, что дают силы, только {healing}",
    },
}

#: The rules of the schema that carry a comment, for those who read Russian.
RULES: Mapping[str, str] = {
    "Nobody's approval is no approval.": "Одобрение без имени не считается.",
    "'none' stands alone.": "«none» стоит без других отметок.",
    "Trauma and grief need days between one such question and the next.": (
        "После травмы и горя до следующего такого вопроса проходят дни."
    ),
    "A founding review says what it is not.": (
        "У первичной проверки сказано, чем она не является."
    ),
    "English knows one form of address.": "В английском одна форма обращения.",
    "Only for people who know the product, asked for it, and are told that they may skip.": (
        "Тяжёлый вопрос только для тех, кто уже знаком с продуктом, сам разрешил такие темы "
        "и знает, что вопрос можно пропустить."
    ),
    "Anybody can answer it in the first minute.": "На лёгкий вопрос любой ответит в первую минуту.",
    "Gives something back; must be askable of anybody after anything.": (
        "Вопрос, который даёт силы, можно задать кому угодно и после чего угодно."
    ),
    "The first answers ever are light.": "Самые первые ответы лёгкие.",
    "A tour of the domains goes no deeper than inner reasons.": (
        "Знакомство с областями не идёт глубже внутренних причин."
    ),
    "What is asked exists in both languages and somebody answers for it.": (
        "Опубликованный вопрос есть на обоих языках, и за него кто-то отвечает."
    ),
    "Heavy or flagged: two reviewers.": "Тяжёлый или отмеченный вопрос проверяют двое.",
}
