"""Acting in pages, without JavaScript: a referral from its draft to its screening, and everything that may go wrong."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.gateway import served as serving
from tests.gateway.small_caseload import reference
from tests.gateway.web.acting import form_of, offered, opened, sent
from tests.gateway.web.reader import Reader

CASE = f"/cases/{reference(1)}"
REQUIRED = ("CATEGORY", "PERSON", "CONVICTION", "DATES", "REASON", "RISK", "PLAN", "ADDED_VALUE")
SUMMARY = "Threats were made to a neighbour."


def begun(reader: Reader) -> str:
    """The address of a referral that was begun in the pages."""
    started = opened(reader, CASE, "Start referral")
    done = sent(reader, started, levelSought="LEVEL_3", reason="CHANGE_OF_RISK", summary=SUMMARY)
    assert "is begun" in done.text
    return str(done.response.url.path)


@pytest.fixture(scope="module")
def readers(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    made = {persona: Reader(pages.root) for persona in ("probation", "police", "coordinator", "housing")}
    for persona, each in made.items():
        each.sign_in(persona)
    yield made
    for each in made.values():
        each.http.close()


@pytest.fixture
def referral(pages: serving.Served, readers: dict[str, Reader]) -> Iterator[str]:
    yield begun(readers["probation"])
    pages.database.execute("update coordination.referral set status = 'WITHDRAWN'")


def test_a_referral_is_filled_in_submitted_asked_about_and_screened_in_pages(
    readers: dict[str, Reader], referral: str
) -> None:
    probation, coordinator, housing = (readers[each] for each in ("probation", "coordinator", "housing"))
    early = sent(probation, opened(probation, referral, "Submit referral"))
    assert early.heading == "Submit the referral"
    assert "is needed: say what it is" in early.text
    for place, part in enumerate(REQUIRED):
        reader = readers[("probation", "police")[place % 2]]
        form = reader.get(f"{_key(reader, referral, 'complete-referral-part')}?part={part}&to={referral}")
        saved = sent(reader, form, body=f"What is known of {part}.")
        assert f"{place + 1} of {len(REQUIRED)} are filled in" in saved.text
    submitted = sent(probation, opened(probation, referral, "Submit referral"))
    assert "is submitted" in submitted.text
    assert "Success" not in probation.get(referral).text, "it is said once"
    assert "Screen referral" not in offered(submitted)
    asked = sent(coordinator, opened(coordinator, referral, "Request information"), askedOf="housing", what="Who?")
    assert "Housing" in asked.text
    given = opened(housing, referral, "Provide information")
    assert "Your answer is recorded" in sent(housing, given, answer="Nobody.", assertion="FACT").text
    screened = opened(coordinator, referral, "Screen referral")
    assert "What is known of RISK." in screened.text
    pending = sent(coordinator, screened, outcome="PENDING_INFORMATION", rationale="Not known yet.")
    assert (pending.status, "Say what is still needed" in pending.text) == (422, True)
    done = sent(coordinator, screened, outcome="ACCEPTED_LEVEL_2", rationale="Meetings would add value.")
    assert "is screened: Accepted level 2" in done.text


def _key(reader: Reader, on: str, act: str) -> str:
    """The address of the form of an act, without what the link chooses beforehand."""
    return next(where for where in reader.get(on).links().values() if f"/acts/{act}/" in where).split("?")[0]


def test_what_is_missing_is_said_at_the_field_and_linked_from_above(readers: dict[str, Reader]) -> None:
    started = opened(readers["probation"], CASE, "Start referral")
    wrong = sent(readers["probation"], started, summary="  ", levelSought="LEVEL_2")
    assert wrong.status == 422
    links = {link.get("href"): " ".join("".join(link.itertext()).split()) for link in wrong.all("a")}
    assert links["#summary"] == "The case for it: enter an answer"
    assert "#reason" in links
    assert form_of(wrong)[1]["levelSought"] == "LEVEL_2", "what was chosen is still chosen"
    assert form_of(wrong)[1]["_key"] == form_of(started)[1]["_key"]


def test_a_form_sent_twice_gives_the_first_answer_and_changes_nothing_more(
    pages: serving.Served, readers: dict[str, Reader], referral: str
) -> None:
    form = opened(readers["probation"], referral, "Withdraw referral")
    first = sent(readers["probation"], form, reason="It was made in error.")
    again = sent(readers["probation"], form, reason="It was made in error.")
    assert first.response.url == again.response.url
    assert "is withdrawn" in first.text
    assert "is withdrawn" in again.text
    other = sent(readers["probation"], form, reason="Other words.")
    assert (other.status, "You sent this form before" in other.text) == (422, True)
    assert form_of(other)[1]["_key"] != form_of(form)[1]["_key"]
    late = readers["probation"].get(form_of(form)[0])
    assert "_key=" in str(form.response.url)
    assert (late.status, late.heading) == (403, "You cannot do this now")
    (row,) = pages.database.execute("select count(*) from coordination.step where act = 'WITHDRAW_REFERRAL'")
    assert row["count"] == 1


def test_a_referral_that_changed_meanwhile_shows_both_versions_and_what_was_typed(
    readers: dict[str, Reader], referral: str
) -> None:
    form = opened(readers["probation"], referral, "Withdraw referral")
    part = readers["police"].get(f"{_key(readers['police'], referral, 'complete-referral-part')}?part=RISK")
    sent(readers["police"], part, body="What police know.")
    stale = sent(readers["probation"], form, reason="It was made in error.")
    assert stale.status == 422
    assert "You had read version 1; it is now at version 2." in stale.text
    assert "0 of 8" in stale.text
    assert "1 of 8" in stale.text
    assert form_of(stale)[1]["reason"].strip() == "It was made in error."
    assert "is withdrawn" in sent(readers["probation"], stale).text


def test_text_typed_when_a_session_ran_out_is_there_again_with_its_key(
    pages: serving.Served, reader: Reader, referral: str
) -> None:
    reader.sign_in("probation")
    form = opened(reader, referral, "Withdraw referral")
    with pages.clock.forward(timedelta(minutes=40)):
        asked = sent(reader, form, reason="It was made in error.")
        assert "What you typed is kept" in asked.text
        back = reader.sign_in("probation", to=form_of(form)[0])
    assert form_of(back)[1]["reason"].strip() == "It was made in error."
    assert form_of(back)[1]["_key"] == form_of(form)[1]["_key"]


def test_what_a_script_keeps_while_it_is_typed_is_there_again_until_it_is_given_up(
    readers: dict[str, Reader], referral: str
) -> None:
    reader, why = readers["probation"], "It was made in error."
    action, fields = form_of(opened(reader, referral, "Withdraw referral"))
    assert reader.asked("POST", action, data={**fields, "reason": why, "_keep": "yes"}).status_code == 204
    back = reader.get(action)
    assert form_of(back)[1]["reason"].strip() == why
    assert "This is what you had typed here and not sent." in back.text
    assert reader.asked("POST", action, data={**fields, "_keep": "no"}).status_code == 204
    assert form_of(reader.get(action))[1]["reason"].strip() == ""


@pytest.mark.parametrize(
    ("taken", "heading"),
    [
        ("insert on audit.entry", "Your access could not be recorded"),
        ("insert on coordination.step", "The records cannot be read at the moment"),
    ],
)
def test_what_cannot_be_done_at_the_moment_keeps_what_was_typed(
    pages: serving.Served, readers: dict[str, Reader], referral: str, taken: str, heading: str
) -> None:
    form = opened(readers["probation"], referral, "Withdraw referral")
    revoke = "{} " + taken + " {} mappa_gateway, mappa_reader"
    with pages.database.changed(revoke.format("revoke", "from"), revoke.format("grant", "to")):
        failed = sent(readers["probation"], form, reason="It was made in error.")
    assert (failed.status, failed.heading) == (503, heading)
    assert "What you typed is kept" in failed.text
    back = readers["probation"].get(form_of(form)[0])
    assert "is withdrawn" in sent(readers["probation"], back).text


def test_whoever_may_no_longer_do_it_is_told_so_and_keeps_what_they_typed(
    pages: serving.Served, readers: dict[str, Reader], referral: str
) -> None:
    form = opened(readers["probation"], referral, "Withdraw referral")
    give = "update coordination.referral set referring_agency = '{}' where status = 'DRAFT'"
    with pages.database.changed(give.format("police"), give.format("probation")):
        refused = sent(readers["probation"], form, reason="It was made in error.")
        assert (refused.status, refused.heading) == (403, "This is not yours to do")
        closed = readers["probation"].get(form_of(form)[0])
        assert (closed.heading, "It was made in error." in closed.text) == ("You cannot do this now", True)


@pytest.mark.parametrize("act", ["withdraw-referral", "start-referral", "fly-a-kite", "area"])
def test_what_is_hidden_or_absent_has_no_form(readers: dict[str, Reader], act: str) -> None:
    absent = readers["probation"].get("/nowhere")
    assert readers["probation"].get(f"/acts/{act}/nothing").response.content == absent.response.content


def test_a_form_from_elsewhere_is_refused(readers: dict[str, Reader], referral: str) -> None:
    action, fields = form_of(opened(readers["probation"], referral, "Withdraw referral"))
    refused = readers["probation"].post(action, {**fields, "proof": "guessed", "reason": "A reason."})
    assert (refused.status, refused.heading) == (403, "This form cannot be sent")


def test_a_link_chooses_codes_beforehand_and_puts_no_words_into_a_form(
    readers: dict[str, Reader], referral: str
) -> None:
    at = _key(readers["probation"], referral, "complete-referral-part")
    form = readers["probation"].get(f"{at}?part=RISK&body=He+is+harmless")
    assert "He is harmless" not in form.response.text
