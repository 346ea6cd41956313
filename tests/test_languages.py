from __future__ import annotations

import pytest
from langcodes import Language

from pipeline.languages import _FREQUENT, language_code


@pytest.mark.parametrize(("tag", "code"), [("de", "deu"), ("en-GB", "eng"), ("zh-Hant", "zho"), ("not a tag!", "und")])
def test_language_is_a_code_of_three_letters(tag: str, code: str) -> None:
    assert language_code(tag) == code


@pytest.mark.parametrize("tag", sorted(_FREQUENT))
def test_what_is_known_by_heart_is_what_the_registry_says(tag: str) -> None:
    assert language_code(tag) == Language.get(tag).to_alpha3()
