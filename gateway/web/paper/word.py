"""A paper as Word: headings, tables and a language that a screen reader knows, and the mark across each page."""

import io
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import quoteattr

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from gateway.web.paper.paper import Block, Facts, Heading, Paper, Table, Text

A4: Final = (Cm(21), Cm(29.7))
# How Word itself draws a watermark: words along a path, behind the text, in the header of each page.
MARK: Final = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>
<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="mark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" stroked="f" fillcolor="silver"
 style="position:absolute;margin-left:0;margin-top:0;width:480pt;height:40pt;rotation:315;z-index:-251658752;\
mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:fill opacity=".4"/><v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt" string={words}/></v:shape>
</w:pict></w:r>"""


def word(paper: Paper) -> bytes:
    """The Word file of a paper."""
    made = docx.Document()
    _set_up(made, paper)
    made.add_heading(paper.title, 0)
    for block in paper.blocks:
        _write(made, block)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _set_up(made: Document, paper: Paper) -> None:
    """The sheet, whose it is, its language, and what stands on each page."""
    told, at = made.core_properties, datetime.fromtimestamp(paper.at, UTC).replace(tzinfo=None)
    told.title, told.author, told.created, told.modified = paper.title, paper.author, at, at
    told.language, told.last_modified_by, told.comments = f"{paper.language}-GB", paper.author, ""
    _speak(made, f"{paper.language}-GB")
    (section,) = made.sections
    section.page_width, section.page_height = A4
    section.header.paragraphs[0]._p.append(parse_xml(MARK.format(words=quoteattr(" ".join(paper.mark)))))  # noqa: SLF001 - there is no other way to a drawing
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{paper.taken} ").font.size = Pt(8.5)
    _page_number(foot)


def _speak(made: Document, language: str) -> None:
    """The language of the whole, by which it is read aloud."""
    for each in made.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), language)


def _page_number(foot: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)  # noqa: SLF001 - there is no other way to a field


def _write(made: Document, block: Block) -> None:
    match block:
        case Heading():
            made.add_heading(block.text, 1)
            if block.caption:
                made.add_paragraph().add_run(block.caption).italic = True
        case Text():
            _run(made.add_paragraph(block.text), right_to_left=block.rtl)
        case Facts():
            for name, value in block.facts:
                written = made.add_paragraph()
                written.add_run(f"{name}: ").bold = True
                written.add_run(value)
        case Table():
            _tabulate(made, block)


def _run(written: Paragraph, *, right_to_left: bool) -> None:
    if right_to_left:
        written._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - there is no other way to a direction


def _tabulate(made: Document, block: Table) -> None:
    """A table whose first row is its heading, again on each page that it runs to."""
    table = made.add_table(1, len(block.headings), "Table Grid")
    first = table.rows[0]
    first._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - there is no other way to a heading
    for cell, words in zip(first.cells, block.headings, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for row in block.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
