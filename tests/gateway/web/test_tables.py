"""Tables that a narrow screen shows as a list."""

from markupsafe import Markup

from gateway.web.tables import labelled, numeric


def test_each_cell_says_which_column_it_is_of_and_each_row_begins_anew() -> None:
    rows = Markup('<tr class="r"><th scope="row">1</th><td>2</td></tr><tr><th>3</th><td>4</td><td>5</td></tr>')
    assert labelled(rows, ["One", 'Two & "more"']) == (
        '<tr role="row" class="r"><th role="rowheader" data-heading="One" scope="row">1</th>'
        '<td role="cell" data-heading="Two &amp; &#34;more&#34;">2</td></tr>'
        '<tr role="row"><th role="rowheader" data-heading="One">3</th>'
        '<td role="cell" data-heading="Two &amp; &#34;more&#34;">4</td><td role="cell">5</td></tr>'
    )


def test_words_that_only_look_like_a_cell_are_left_alone() -> None:
    assert labelled(Markup("<track><thing>"), ["One"]) == "<track><thing>"


def test_columns_of_figures_are_known_by_their_cells() -> None:
    figure = '<td class="govuk-table__cell govuk-table__cell--numeric">1</td>'
    assert numeric(f"<tr><th>a</th><td>b</td>{figure}</tr><tr><th>c</th>{figure}<td>d</td></tr>") == {1, 2}
    assert numeric('<tr class="r"><th>govuk-table__cell--numeric</th></tr>') == frozenset()
