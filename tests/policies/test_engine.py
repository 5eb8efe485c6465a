import re
import threading
import time
from itertools import product
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from policies.engine import DENIED, FAILED, PERMITS, Law
from policies.grammar import PolicyRefused, Source
from policies.permit import every_cell
from policies.sources import DIRECTORY, read
from policies.vocabulary import Agency, Clearance, DataClass, Purpose, Role, Standing
from tests.policies.laws import cell, kind, kind_of, law, shown, with_file

MANAGER = kind(Role.POLICE_OFFENDER_MANAGER)
SHARING = 2  # which classes are about no case, and what the agency's sharing rests on
LOGS_SERVE = {  # what a log may be used for, and nothing else: DPA 2018 s.62
    Purpose.VERIFY_LAWFULNESS,
    Purpose.MONITOR_CONDUCT,
    Purpose.SECURE_DATA,
    Purpose.CRIMINAL_PROCEEDINGS,
}
WITHHELD = len(DataClass)  # from whom each is withheld, whoever asks
QUESTIONS = SHARING + 1 + WITHHELD + len(DataClass)  # for one role: its purposes, what withholds and shows each class

# Each goes wrong for health alone, whoever asks for it to manage risk.
BROKEN = {
    "an attribute of a word": 'grant("broken.a-rule", role, _a, "health", _s, _o) if role.nope = 1;',
    "a standing that is no word": 'grant("broken.a-rule", _r, _a, "health", "asigned", _o);',
    "a standing that is no string": 'grant("broken.a-rule", _r, _a, "health", 3, _o);',
    "an ownership that is no word": 'grant("broken.a-rule", _r, _a, "health", _s, "ours");',
    "a rule without an id": 'grant(_any, _r, _a, "health", _s, _o);',
    "a deny that fails": 'withheld("broken.a-rule", role, _c, "health", _s, _h, _i, _o) if role.nope = 1;',
    "a deny of no word": 'withheld("broken.a-rule", _r, _c, "health", _s, "odinary", _i, _o);',
}


@pytest.mark.parametrize("rule", BROKEN.values(), ids=BROKEN)
def test_an_evaluation_that_fails_denies_its_data_class_everywhere_and_is_logged(rule: str) -> None:
    broken = Law(with_file("broken.polar", rule))
    with capture_logs() as logged:
        permit = broken.permit(MANAGER, Purpose.MANAGE_RISK)
    assert permit.decisions[DataClass.HEALTH] == DENIED
    assert permit.shown(DataClass.HEALTH) == frozenset()
    assert permit.decisions[DataClass.HEALTH].withheld_by == {place: {FAILED} for place in every_cell()}
    assert [(entry["event"], entry["log_level"]) for entry in logged] == [("policy_evaluation_failed", "error")]
    assert logged[0]["rule"] in {"shown", "withheld"}
    assert logged[0]["error"]
    assert "health" in logged[0]["terms"]


def test_an_evaluation_that_fails_leaves_other_data_classes_as_they_are() -> None:
    broken = Law(with_file("broken.polar", BROKEN["an attribute of a word"]))
    permit = broken.permit(MANAGER, Purpose.MANAGE_RISK)
    sound = law().permit(MANAGER, Purpose.MANAGE_RISK)
    assert {c for c in DataClass if permit.shown(c) != sound.shown(c)} == {DataClass.HEALTH}


def test_a_role_whose_rules_fail_denies_the_data_class_to_all_roles_of_the_principal() -> None:
    rule = 'grant("broken.a-rule", "chair", _a, "health", "asigned", _o);'
    broken = Law(with_file("broken.polar", rule))
    both = kind(Role.POLICE_OFFENDER_MANAGER, Role.CHAIR)
    assert shown(both, DataClass.HEALTH) != frozenset()
    assert broken.permit(both, Purpose.MANAGE_RISK).shown(DataClass.HEALTH) == frozenset()
    assert broken.permit(MANAGER, Purpose.MANAGE_RISK).shown(DataClass.HEALTH) != frozenset()


def test_a_permit_of_a_failed_evaluation_is_not_kept() -> None:
    broken = Law(with_file("broken.polar", BROKEN["a standing that is no word"]))
    broken.permit(MANAGER, Purpose.MANAGE_RISK)
    asked = broken.answers.evaluations
    broken.permit(MANAGER, Purpose.MANAGE_RISK)
    assert len(broken.permits) == 0
    assert broken.answers.evaluations == asked + 1  # what failed is asked again, the rest is remembered


def test_a_purpose_that_is_no_word_opens_no_purpose_to_its_role() -> None:
    broken = Law(with_file("broken.polar", 'open_to("chair", "manage_rissk");'))
    with capture_logs() as logged:
        assert broken.purposes(kind(Role.CHAIR)) == frozenset()
        assert broken.purposes(kind(Role.CHAIR, Role.AUDITOR)) == LOGS_SERVE
    assert [entry["rule"] for entry in logged] == ["open_to", "open_to"]


def test_a_role_whose_purposes_fail_is_shown_nothing() -> None:
    broken = Law(with_file("broken.polar", 'open_to("chair", "manage_rissk");'))
    permit = broken.permit(kind(Role.CHAIR), Purpose.MANAGE_RISK)
    assert set(map(id, permit.decisions.values())) == {id(DENIED)}
    assert len(broken.permits) == 0


def test_a_purpose_that_is_not_open_to_a_role_is_not_even_asked_about() -> None:
    fresh = Law.load()
    permit = fresh.permit(kind(Role.AUDITOR), Purpose.MANAGE_RISK)
    assert fresh.answers.evaluations == SHARING + 1 + WITHHELD
    assert {data_class for data_class in DataClass if permit.shown(data_class)} == set()


def test_a_principal_without_roles_is_shown_nothing_and_may_state_no_purpose() -> None:
    nobody = kind_of((), Agency.POLICE, "police")
    assert law().purposes(nobody) == frozenset()
    permit = law().permit(nobody, Purpose.MANAGE_RISK)
    assert {data_class for data_class in DataClass if permit.shown(data_class)} == set()


def test_a_permit_asks_once_for_each_role_and_data_class_and_then_never_again() -> None:
    fresh = Law.load()
    first = fresh.permit(MANAGER, Purpose.MANAGE_RISK)
    assert fresh.answers.evaluations == QUESTIONS
    assert fresh.permit(MANAGER, Purpose.MANAGE_RISK) is first
    assert fresh.answers.evaluations == QUESTIONS
    fresh.permit(kind(Role.POLICE_OFFENDER_MANAGER, Role.CHAIR, agency=Agency.POLICE), Purpose.MANAGE_RISK)
    assert fresh.answers.evaluations == QUESTIONS + 1 + len(DataClass)  # and what is withheld: the rest was known


def test_another_purpose_asks_only_what_is_granted_and_another_clearance_or_agency_nothing() -> None:
    fresh = Law.load()
    fresh.permit(MANAGER, Purpose.MANAGE_RISK)
    fresh.permit(MANAGER, Purpose.PLAN_RELEASE)
    assert fresh.answers.evaluations == QUESTIONS + len(DataClass)
    fresh.permit(kind(Role.POLICE_OFFENDER_MANAGER, clearance=Clearance.TERRORISM), Purpose.MANAGE_RISK)
    assert fresh.answers.evaluations == QUESTIONS + len(DataClass)
    fresh.permit(kind(Role.POLICE_OFFENDER_MANAGER, agency=Agency.PRISON), Purpose.MANAGE_RISK)
    assert fresh.answers.evaluations == QUESTIONS + len(DataClass) + 1  # on what the other agency's sharing rests


def test_the_purposes_of_a_role_are_asked_once() -> None:
    fresh = Law.load()
    assert fresh.purposes(MANAGER) == fresh.purposes(MANAGER)
    assert fresh.answers.evaluations == 1


def test_purposes_are_those_of_any_role() -> None:
    assert law().purposes(kind(Role.VICTIM_LIAISON_OFFICER)) == {Purpose.CONTACT_VICTIM}
    assert law().purposes(kind(Role.VICTIM_LIAISON_OFFICER, Role.AUDITOR)) == {Purpose.CONTACT_VICTIM, *LOGS_SERVE}
    assert law().purposes(kind(Role.INSPECTOR)) == {Purpose.VERIFY_LAWFULNESS, Purpose.INSPECT_ARRANGEMENTS}


def test_permits_are_bounded() -> None:
    fresh = Law.load()
    for number in range(PERMITS + 5):
        who = kind_of({Role.AGENCY_REPRESENTATIVE}, Agency.PARTNER, f"body-{number}")
        fresh.permit(who, Purpose.PREPARE_MEETING)
    assert len(fresh.permits) == PERMITS
    assert fresh.answers.evaluations == QUESTIONS


def test_a_permit_says_for_whom_for_what_and_under_which_law() -> None:
    permit = law().permit(MANAGER, Purpose.MANAGE_RISK)
    assert (permit.kind, permit.purpose, permit.policy_version) == (MANAGER, Purpose.MANAGE_RISK, law().version)
    assert set(permit.decisions) == set(DataClass)


def test_threads_get_the_same_permit() -> None:
    fresh, found = Law.load(), list[frozenset[object]]()
    threads = [
        threading.Thread(
            target=lambda: found.append(fresh.permit(MANAGER, Purpose.MANAGE_RISK).shown(DataClass.IDENTITY))
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [shown(MANAGER, DataClass.IDENTITY)] * 4
    assert cell(Standing.ASSIGNED) in found[0]


def test_the_version_is_that_of_the_text() -> None:
    sources = read(DIRECTORY)
    assert re.fullmatch(r"[0-9a-f]{16}", law().version)
    assert Law(sources).version == Law(sources[::-1]).version == law().version
    changed = [Source(sources[0].name, sources[0].text + "# A remark.\n"), *sources[1:]]
    assert Law(changed).version != law().version


def test_a_directory_without_a_law_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyRefused, match=r"no \.polar file is here\. Install the package again"):
        Law.load(tmp_path)


def test_loading_checks_the_law_first(tmp_path: Path) -> None:
    for source in read(DIRECTORY):
        (tmp_path / source.name).write_text(source.text, "utf-8")
    assert Law.load(tmp_path).version == law().version
    with (tmp_path / "police.polar").open("a") as file:
        file.write('# A slip.\ngrant("police.a-slip-of-the-pen", "cahir", "police", "identity", "assigned", "own");\n')
    with pytest.raises(PolicyRefused, match='"cahir" is no role'):
        Law.load(tmp_path)


def test_what_polar_cannot_load_is_refused() -> None:
    with pytest.raises(PolicyRefused, match="Polar cannot load the law"):
        Law([Source("broken.polar", "grant(")])


def test_what_polar_doubts_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PolicyRefused, match="Polar has doubts about the law"):
        Law(with_file("broken.polar", 'serves("manage_risk", x) if x matches Caze;'))
    assert capsys.readouterr().out == ""


def test_the_law_loads_within_a_second() -> None:
    def took() -> float:
        started = time.thread_time()
        Law.load()
        return time.thread_time() - started

    assert min(took() for _ in range(3)) < 1


def test_the_whole_domain_is_decided_with_a_question_for_each_role_purpose_and_data_class() -> None:
    fresh = Law.load()
    for role, agency, clearance, purpose in product(Role, Agency, Clearance, Purpose):
        fresh.permit(kind_of({role}, agency, clearance=clearance), purpose)
    open_purposes = sum(len(fresh.purposes(kind(role))) for role in Role)
    assert fresh.answers.evaluations == len(Role) + 1 + len(Agency) + WITHHELD + open_purposes * len(DataClass)
