from pathlib import Path
from typing import Any

import asyncpg
import pytest

from gateway.sequencing import LogRefused, signer_of, signing_keys
from gateway.settings import Settings
from gateway.transparency.keys import KeyType, SigningKey
from tests.gateway import served as serving


@pytest.mark.parametrize(
    "keys", ["nonsense", "", "{witness}", "{log} {other}", "{log} nonsense"], ids=lambda text: text or "none"
)
def test_keys_of_the_log_that_cannot_be_used_stop_the_start(keys: str) -> None:
    log = SigningKey.generate("example.org/log", KeyType.LOG).written()
    other = SigningKey.generate("example.org/other", KeyType.LOG).written()
    witness = SigningKey.generate("example.org/log", KeyType.COSIGNATURE).written()
    with pytest.raises(LogRefused, match="MAPPA_LOG_KEYS cannot be used"):
        signing_keys(keys.format(log=log, other=other, witness=witness))


def test_a_memory_that_can_be_no_folder_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LogRefused, match="MAPPA_LOG_MEMORY cannot be used"):
        signer_of(settings_with_a_key(log_memory=tmp_path / "file"), asyncpg.connect)
    assert signer_of(settings_with_a_key(log_memory=tmp_path / "new"), asyncpg.connect) is not None
    assert signer_of(settings_with_a_key(log_keys=None), asyncpg.connect) is None


def settings_with_a_key(**changes: Any) -> Settings:  # noqa: ANN401 - whatever the setting holds
    key = SigningKey.generate("example.org/log", KeyType.LOG).written()
    return serving.settings(serving.Database("", ""), "https://idp.invalid", **{"log_keys": key, **changes})
