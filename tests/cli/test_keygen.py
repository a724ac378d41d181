"""A key is written where it was told to, with mode 0600, and shown only when asked for."""

from __future__ import annotations

import stat

import pytest

from rustybt.live.credentials import Credentials, CredentialStore
from rustybt.live.encryption import EncryptionKey, FileKeys, KeyRing, KeyringKeys
from tests.live.memory_keyring import memory_keyring


def test_with_no_place_it_tells_how_and_makes_no_key(command, tmp_path):
    code, out, err = command("keygen")
    assert (code, err) == (0, "")
    assert "--key-file" in out
    assert "--keyring" in out
    assert list(tmp_path.iterdir()) == []


def test_a_key_file_is_private_and_not_shown(command, tmp_path):
    path = tmp_path / "keys" / "key"
    code, out, err = command("keygen", "--key-file", path)
    assert (code, err) == (0, "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    keys = FileKeys(path).read()
    assert keys.current.key_id in out
    assert keys.current.secret.reveal() not in out


def test_a_key_that_is_there_stays(command, tmp_path):
    path = tmp_path / "key"
    command("keygen", "--key-file", path)
    before = path.read_bytes()
    code, out, err = command("keygen", "--key-file", path)
    assert (code, out) == (2, "")
    assert "not overwritten" in err
    assert path.read_bytes() == before


def test_a_key_for_the_environment_is_printed_alone(command):
    code, out, err = command("keygen", "--print")
    assert (code, err) == (0, "")
    assert len(KeyRing.parse(out).keys) == 1
    assert out.count("\n") == 1


def test_a_key_in_the_keyring_is_kept_until_it_is_rotated(command, tmp_path):
    with memory_keyring():
        code, out, err = command("keygen", "--keyring")
        assert (code, err) == (0, "")
        first = KeyringKeys().read()
        assert first.current.key_id in out
        assert first.current.secret.reveal() not in out
        code, out, err = command("keygen", "--keyring")
        assert (code, out) == (2, "")
        assert "--rotate" in err
        database = tmp_path / "credentials.db"
        CredentialStore(database, first, clock=lambda: 1).close()
        code, out, err = command("keygen", "--rotate", "--keyring", "--database", database)
        assert (code, err) == (0, "")
        assert KeyringKeys().read() != first


def test_rotation_encrypts_every_database_again(command, tmp_path):
    path = tmp_path / "key"
    command("keygen", "--key-file", path)
    old = FileKeys(path).read()
    databases = [tmp_path / "one.db", tmp_path / "two.db"]
    for database in databases:
        with CredentialStore(database, old, clock=lambda: 1) as store:
            store.save(
                Credentials(
                    broker="binance", environment="testnet", api_key="key-1234", api_secret="sec-1234"
                )
            )
    words = ["keygen", "--rotate", "--key-file", path, "--database", databases[0], "--database", databases[1]]
    code, out, err = command(*words)
    assert (code, err) == (0, "")
    assert "2 connections" in out
    new = FileKeys(path).read()
    assert new.current.key_id not in {old.current.key_id}
    assert len(new.keys) == 1
    assert new.current.secret.reveal() not in out
    for database in databases:
        with CredentialStore(database, new, clock=lambda: 1) as store:
            assert store.load("binance", "testnet").api_key.reveal() == "key-1234"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--key-file", "k", "--print"], "exclude each other"),
        (["--database", "live.db"], "goes with --rotate"),
        (["--rotate"], "needs --database"),
        (["--rotate", "--key-file", "k", "--database", "absent.db"], "no database absent.db"),
    ],
)
def test_words_that_do_not_fit_are_refused(command, words, message):
    code, out, err = command("keygen", *words)
    assert (code, out) == (2, "")
    assert message in err


def test_a_key_file_open_to_others_is_refused(command, tmp_path):
    path = tmp_path / "key"
    path.write_bytes(KeyRing((EncryptionKey.generate(),)).text())
    path.chmod(0o644)
    database = tmp_path / "live.db"
    database.touch(0o600)
    code, _, err = command("keygen", "--rotate", "--key-file", path, "--database", database)
    assert code == 2
    assert "chmod 600" in err
