from policies.memo import Memo


def test_what_was_kept_is_recalled() -> None:
    memo: Memo[str, int] = Memo(2)
    assert memo.recall("a") is None
    assert memo.keep("a", 1) == 1
    assert memo.recall("a") == 1


def test_what_was_used_least_recently_is_forgotten_first() -> None:
    memo: Memo[str, int] = Memo(2)
    memo.keep("a", 1)
    memo.keep("b", 2)
    memo.recall("a")
    memo.keep("c", 3)
    assert [memo.recall(key) for key in "abc"] == [1, None, 3]
    assert len(memo) == 2


def test_what_is_kept_again_is_new() -> None:
    memo: Memo[str, int] = Memo(2)
    for key, value in (("a", 1), ("b", 2), ("a", 3), ("c", 4)):
        memo.keep(key, value)
    assert [memo.recall(key) for key in "abc"] == [3, None, 4]
