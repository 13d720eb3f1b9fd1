import pytest

from ai import prompts
from ai.prompts import CANARY, PromptBrokenError, PromptName, prompt
from core.vocabulary import TRAITS, Language

EVERY = [(name, language) for name in PromptName for language in Language]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_task_has_its_prompt_in_every_language(name: PromptName, language: Language) -> None:
    found = prompt(name, language)
    assert found.version.endswith(f"/{prompts.CURRENT[name]}+{language}")
    assert CANARY in found.system
    assert "$" not in found.system


def test_a_version_names_task_number_and_language() -> None:
    assert prompt(PromptName.DEEP, Language.RU).version == "deep/1+ru"


@pytest.mark.parametrize("language", Language)
def test_every_trait_is_explained(language: Language) -> None:
    system = prompt(PromptName.DEEP, language).system
    assert [trait for trait in TRAITS if f"- {trait}." not in system] == []


def test_the_canary_is_a_secret_of_this_process() -> None:
    assert len(CANARY) == 24
    assert all(CANARY not in path.read_text() for path in prompts._FILES.rglob("*.md"))


@pytest.mark.parametrize(
    "text",
    [
        "нет разделителя $canary",
        "нет знака\n=== turn ===\n$mark $address $targets $data",
        "$canary\n=== turn ===\n$mark $data",
        "$canary\n=== turn ===\n$mark $address $targets $data $other",
    ],
)
def test_a_broken_file_is_refused(
    text: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("prompts")
    path = folder / "deep_analysis" / "1" / "ru.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(prompts, "_FILES", folder)
    with pytest.raises(PromptBrokenError):
        prompt.__wrapped__(PromptName.DEEP, Language.RU)


def test_a_missing_file_is_named_without_its_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(prompts, "_FILES", tmp_path_factory.mktemp("none"))
    with pytest.raises(PromptBrokenError, match=r"^coach_reply/1/en\.md$"):
        prompt.__wrapped__(PromptName.COACH, Language.EN)
