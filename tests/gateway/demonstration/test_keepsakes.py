"""What the identity provider keeps: private, whole, and the same after a restart."""

import json
import stat
from pathlib import Path

import pytest
from joserfc.jwk import OKPKey

from gateway.demonstration.keepsakes import KEY_FILE, SECRETS_FILE, KeepsakeRefused, client_secrets, signing_key


def test_the_signing_key_and_the_secrets_outlive_a_restart(tmp_path: Path) -> None:
    assert signing_key(tmp_path).as_dict(private=True) == signing_key(tmp_path).as_dict(private=True)
    assert client_secrets(tmp_path) == client_secrets(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [SECRETS_FILE, KEY_FILE]


def test_each_demonstration_has_its_own_key_and_secrets(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert signing_key(tmp_path).kid != signing_key(tmp_path / "other").kid
    assert client_secrets(tmp_path) != client_secrets(tmp_path / "other")


def test_confidential_clients_and_no_others_have_a_long_secret(tmp_path: Path) -> None:
    kept = client_secrets(tmp_path)
    assert set(kept) == {"police-system", "bulk-exchange", "mappa-web"}
    assert all(len(secret) == 43 for secret in kept.values())


def test_a_client_that_is_newer_than_the_file_gets_a_secret_and_the_others_keep_theirs(tmp_path: Path) -> None:
    before = dict(client_secrets(tmp_path))
    older = {name: secret for name, secret in before.items() if name != "mappa-web"}
    (tmp_path / SECRETS_FILE).write_text(json.dumps(older))
    after = client_secrets(tmp_path)
    assert after.keys() == before.keys()
    assert after.items() >= older.items()
    assert client_secrets(tmp_path) == after


def test_what_is_kept_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    signing_key(tmp_path)
    client_secrets(tmp_path)
    assert [stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()] == [0o600, 0o600]


def test_a_key_that_others_could_read_is_not_used(tmp_path: Path) -> None:
    signing_key(tmp_path)
    (tmp_path / KEY_FILE).chmod(0o640)
    with pytest.raises(KeepsakeRefused, match=r"Others can read .*: delete it and start the demonstration again"):
        signing_key(tmp_path)


def keep(path: Path, content: str) -> None:
    path.write_text(content)
    path.chmod(0o600)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"kty":"RSA"}', '{"kty":"EC","crv":"P-256","x":"A","y":"A"}']
)
def test_a_damaged_key_is_named_with_its_remedy(tmp_path: Path, content: str) -> None:
    keep(tmp_path / KEY_FILE, content)
    with pytest.raises(KeepsakeRefused, match=rf"{KEY_FILE} is damaged: delete it"):
        signing_key(tmp_path)


def test_a_key_that_cannot_sign_is_damaged(tmp_path: Path) -> None:
    key = signing_key(tmp_path)
    for other in (
        json.dumps(key.as_dict(private=False)),
        json.dumps(OKPKey.generate_key("Ed25519").as_dict(private=True)),
    ):
        keep(tmp_path / KEY_FILE, other)
        with pytest.raises(KeepsakeRefused, match="is damaged"):
            signing_key(tmp_path)


@pytest.mark.parametrize("content", ["[]", '{"police-system":""}', '{"police-system":null}'])
def test_damaged_secrets_are_named_with_their_remedy(tmp_path: Path, content: str) -> None:
    keep(tmp_path / SECRETS_FILE, content)
    with pytest.raises(KeepsakeRefused, match=rf"{SECRETS_FILE} is damaged: delete it"):
        client_secrets(tmp_path)
