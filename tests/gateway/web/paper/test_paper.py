"""A paper as PDF and as Word: tagged, in its language, marked, and holding every word it was given as words."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from gateway.web.paper.paper import Block, Facts, Heading, Paper, Table, decoded, paragraphs, plain
from gateway.web.paper.pdf import pdf
from gateway.web.paper.press import Form, NotPrinted, printed
from gateway.web.paper.word import word

HEBREW = "\u05db\u05d4\u05df \u05d0\u05de\u05e8"
MARKUP = '#let x = [*Seen* _twice_] <b> & "quoted" $1$ \\ // @home'
BLOCKS: tuple[Block, ...] = (
    Facts((("Case", "MAPPA-07-000001"), ("Chair", "Gwilym Ashdown"))),
    Heading("Risk assessment", "Police, assessment"),
    *paragraphs(f"{MARKUP}\n\n{HEBREW}"),
    Heading("Actions"),
    Table(("Action", "Due"), (("Visit", "1 June 2026"), ("Call", "2 June 2026"))),
)
PAPER = Paper("Minutes", "en", "Farida Lindqvist", ("Farida Lindqvist", "019-entry"), "Taken out.", 1764500000, BLOCKS)


def tags(element: Any) -> Iterator[str]:  # noqa: ANN401 - pypdf gives objects of every kind
    """The tags of a PDF below one, in the order in which they are read."""
    element = element.get_object()
    if isinstance(element, list):
        for each in element:
            yield from tags(each)
    elif hasattr(element, "get"):
        if "/S" in element:
            yield element["/S"]
        yield from tags(element["/K"]) if "/K" in element else ()


@pytest.fixture(scope="module")
def as_pdf() -> PdfReader:
    return PdfReader(io.BytesIO(pdf(PAPER.encoded())))


@pytest.fixture(scope="module")
def as_word() -> Document:
    return docx.Document(io.BytesIO(word(PAPER)))


def test_a_paper_is_what_was_encoded() -> None:
    assert decoded(PAPER.encoded()) == PAPER


def test_the_pdf_is_tagged_titled_in_its_language_and_says_that_it_is_for_everybody(as_pdf: PdfReader) -> None:
    root: Any = as_pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is not False
    assert str(root["/Lang"]).startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not False
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert as_pdf.metadata
    assert as_pdf.metadata.title == "Minutes"
    read = [each for each in tags(root["/StructTreeRoot"]["/K"]) if each in ("/H1", "/P", "/Table", "/TH", "/TD", "/L")]
    assert read == ["/L", "/H1", "/P", "/P", "/P", "/H1", "/Table", *["/TH"] * 2, *["/TD"] * 4]


def test_each_sheet_of_the_pdf_names_its_reader_and_the_entry_and_takes_nothing_for_markup(as_pdf: PdfReader) -> None:
    (sheet,) = (each.extract_text() for each in as_pdf.pages)
    assert "Farida Lindqvist" in sheet
    assert "019-entry" in sheet
    assert "".join(MARKUP.split()) in "".join(sheet.split()).replace("\u201c", '"').replace("\u201d", '"')


def test_a_letter_that_no_pdf_here_can_show_is_refused_and_not_left_out() -> None:
    with pytest.raises(NotPrinted) as refused:
        pdf(replace(PAPER, blocks=paragraphs("\U00012000 \U0001e900 \uf8ff")).encoded())
    assert refused.value.cannot_show


def test_word_holds_every_word_with_headings_a_table_and_a_language(as_word: Document) -> None:
    styles = [(each.style and each.style.name, each.text) for each in as_word.paragraphs]
    assert ("Title", "Minutes") in styles
    assert ("Heading 1", "Risk assessment") in styles
    assert ("Normal", MARKUP) in styles
    (table,) = as_word.tables
    assert [cell.text for cell in table.rows[1].cells] == ["Visit", "1 June 2026"]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert as_word.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"


def test_word_bears_its_mark_on_each_page_and_runs_as_its_letters_do(as_word: Document) -> None:
    (section,) = as_word.sections
    assert 'string="Farida Lindqvist 019-entry"' in section.header._element.xml
    assert section.footer.paragraphs[0].text.startswith("Taken out.")
    (turned,) = (each for each in as_word.paragraphs if each._p.find(f".//{qn('w:bidi')}") is not None)
    assert turned.text == HEBREW


def test_what_no_file_can_hold_leaves_its_place_to_be_seen() -> None:
    assert plain("a\x00b\ud800c\td") == "a\ufffdb\ufffdc\td"
    assert word(replace(PAPER, blocks=paragraphs("a\x0bb\x00")))


@pytest.mark.parametrize(("form", "start"), [(Form.PDF, b"%PDF-1"), (Form.WORD, b"PK")], ids=["pdf", "word"])
async def test_a_process_of_its_own_makes_the_file_and_has_none_of_our_secrets(
    form: Form, start: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    assert (await printed(PAPER, form)).startswith(start)


async def test_a_process_that_fails_says_which_way_and_nothing_of_what_it_was_given() -> None:
    with pytest.raises(NotPrinted) as refused:
        await printed(replace(PAPER, blocks=paragraphs("\uf8ff")), Form.PDF)
    assert refused.value.cannot_show
    with pytest.raises(NotPrinted) as failed:
        await printed(replace(PAPER, language="no language"), Form.PDF)
    assert not failed.value.cannot_show
    assert failed.value.__cause__ is None
