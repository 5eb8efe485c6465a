"""Every message of the pages is plain English, as the GOV.UK style guide has it: short sentences, no office jargon."""

import re
from collections.abc import Iterator
from typing import Final

from gateway.web.messages import catalogue

MOST: Final = 25  # words of a sentence: longer ones are hard to read (GOV.UK, writing for GOV.UK, short sentences)
# Words to avoid by the guide's A to Z of style, and Latin and legal ones that it would have said in English.
AVOIDED: Final = re.compile(
    r"\b(collaborat\w*|combat\w*|commenc\w*|deploy\w*|dialogue|empower\w*|facilitat\w*|foster\w*|going forward|"
    r"impact\w*|incentivis\w*|in order to|leverag\w*|liaise\w*|modif(?:y|ies)|overarching|promot\w+|simplif\w+|"
    r"slim down|strengthen\w*|tackl\w+|transform\w*|utilis\w*|please|e\.g|i\.e|etc|via|per annum|whilst|amongst|"
    r"prior to|terminate\w*|purchase\w*|regarding|pursuant|aforementioned|hereby|herein|ascertain\w*|endeavour\w*)\b",
    re.IGNORECASE,
)
ENDS: Final = re.compile(r"(?<=[.!?])\s+")


def messages() -> Iterator[str]:
    """Each message, and each of its plurals."""
    for each in catalogue():
        yield from (text for text in ([each.id] if isinstance(each.id, str) else each.id) if text)


def test_no_sentence_is_longer_than_people_read() -> None:
    sentences = {sentence for text in messages() for sentence in ENDS.split(text)}
    assert len(sentences) > 3000
    assert sorted(each for each in sentences if len(each.split()) > MOST) == []


def test_no_word_is_one_that_the_style_guide_avoids() -> None:
    assert AVOIDED.search("Please utilise the portal")
    assert {text: found[0] for text in messages() if (found := AVOIDED.search(text))} == {}
