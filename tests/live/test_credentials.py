"""Credentials at rest: encrypted, bound to their place, rotated, and shown nowhere."""

from __future__ import annotations

import copy
import dataclasses
import io
import logging
import os
import pickle
import sqlite3
import stat
import sys
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import ConfigurationError, CredentialError, MissingExtraError
from rustybt.live.credentials import BASE_URLS, Credentials, CredentialStore, rotate_keys
from rustybt.live.encryption import (
    EncryptionKey,
    FileKeys,
    KeyRing,
    KeyringKeys,
    Place,
    load_keys,
    open_,
    seal,
)
from rustybt.live.journal import Journal
from rustybt.live.private_files import path_under, read_private, slug, write_private
from rustybt.live.redaction import RedactingFilter, Redactor
from tests.live.memory_keyring import memory_keyring

KEY = "canary-key-0123456789"
SECRET = "canary-secret-0123456789"
PHRASE = "canary-phrase-0123456789"
ACCOUNTS = [("binance", "live"), ("binance", "testnet"), ("bybit", "live")]


@pytest.fixture
def keys():
    return KeyRing((EncryptionKey.generate(),))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "live.db"


def credentials(broker="binance", environment="testnet", **changes):
    given = {"api_key": KEY, "api_secret": SECRET, "additional": {"passphrase": PHRASE}}
    return Credentials(broker=broker, environment=environment, **(given | changes))


def opened(path, keys, **options):
    return CredentialStore(path, keys, clock=lambda: 1_700_000_000_000_000_000, **options)


def shown(found):
    return (
        found.api_key.reveal(),
        found.api_secret.reveal(),
        {k: v.reveal() for k, v in found.additional.items()},
    )


def test_what_was_saved_is_loaded_after_a_restart(path, keys):
    with opened(path, keys) as store:
        store.save(credentials(base_url="https://testnet.binance.vision"))
    with opened(path, keys) as store:
        found = store.load("binance", "testnet")
    assert shown(found) == (KEY, SECRET, {"passphrase": PHRASE})
    assert found.base_url == "https://testnet.binance.vision"


def test_no_secret_is_in_any_byte_of_the_files(path, keys, tmp_path):
    with opened(path, keys) as store:
        store.save(credentials())
        store.save(credentials(api_key="canary-second-987654"))
    found = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"binance" in found
    assert b"canary" not in found
    assert keys.current.secret.reveal().encode() not in found


def test_files_are_private_from_the_start(path, keys):
    before = os.umask(0)
    try:
        with opened(path, keys) as store:
            store.save(credentials())
            assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}
    finally:
        os.umask(before)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o610])
def test_a_database_open_to_others_is_refused(path, keys, mode):
    opened(path, keys).close()
    path.chmod(mode)
    with pytest.raises(CredentialError, match="chmod 600"):
        opened(path, keys)


def test_a_journal_is_no_place_for_secrets(path, keys):
    Journal.open(path, strategy="mine", clock=lambda: 1).close()
    before = path.read_bytes()
    with pytest.raises(CredentialError, match="a file of their own"):
        opened(path, keys)
    assert path.read_bytes() == before


def test_a_link_or_a_text_file_is_no_database(path, keys, tmp_path):
    (tmp_path / "other.db").touch(0o600)
    path.symlink_to(tmp_path / "other.db")
    with pytest.raises(CredentialError, match="no plain file"):
        opened(path, keys)
    text = tmp_path / "text.db"
    text.write_text("not a database at all, but long enough to look at" * 9)
    text.chmod(0o600)
    with pytest.raises(CredentialError, match="not a database"):
        opened(text, keys)


@pytest.mark.parametrize(
    "column", ["api_key_encrypted", "api_secret_encrypted", "additional_credentials_encrypted"]
)
def test_a_testnet_envelope_does_not_open_as_live(path, keys, column):
    with opened(path, keys) as store:
        for broker, environment in ACCOUNTS:
            store.save(credentials(broker, environment))
    with sqlite3.connect(path) as database:
        database.execute(
            f"UPDATE broker_connections SET {column} = "
            f"(SELECT {column} FROM broker_connections WHERE id = 2) WHERE id = 1"
        )
    database.close()
    with opened(path, keys) as store:
        with pytest.raises(CredentialError, match="altered, or moved"):
            store.load("binance", "live")
        assert shown(store.load("binance", "testnet"))[0] == KEY


@pytest.mark.parametrize(
    "change",
    [
        "connection_type = 'live'",
        "broker_name = 'bybit'",
        "label = 'other'",
        "id = 7",
        "version = 2",
        "api_key_encrypted = api_secret_encrypted",
        "api_key_encrypted = x'00'",
        "api_key_encrypted = substr(api_key_encrypted, 1, 30)",
    ],
)
def test_a_row_that_was_changed_by_hand_does_not_open(path, keys, change):
    with opened(path, keys) as store:
        store.save(credentials())
    with sqlite3.connect(path) as database:
        database.execute(f"UPDATE broker_connections SET {change}")
    database.close()
    with opened(path, keys) as store:
        found = store.connections()[0]
        with pytest.raises(CredentialError) as caught:
            store.load(found.broker, found.environment, found.label)
    assert "canary" not in "".join(traceback.format_exception(caught.value))


@given(st.text(max_size=50), st.integers(0, 10**6), st.integers(0, 7))
def test_one_flipped_bit_is_found(text, place, bit):
    ring = KeyRing((EncryptionKey.generate(),))
    where = Place(1, "binance", "live", "default", "api_key", 1)
    envelope = bytearray(seal(text, where, ring))
    assert open_(bytes(envelope), where, ring).reveal() == text
    envelope[place % len(envelope)] ^= 1 << bit
    with pytest.raises(CredentialError):
        open_(bytes(envelope), where, ring)


def test_two_places_never_read_as_one():
    first = Place(1, "ab", "c", "d", "e", 1)
    second = Place(1, "a", "bc", "d", "e", 1)
    assert first.bound("00") != second.bound("00")


def test_each_seal_has_its_own_nonce(keys):
    where = Place(1, "binance", "live", "default", "api_key", 1)
    assert len({seal("same", where, keys) for _ in range(100)}) == 100


def test_a_wrong_key_says_which_is_missing(path, keys):
    with opened(path, keys) as store:
        store.save(credentials())
    other = KeyRing((EncryptionKey.generate(),))
    with opened(path, other) as store, pytest.raises(CredentialError, match=keys.current.key_id) as caught:
        store.load("binance", "testnet")
    assert other.current.secret.reveal() not in str(caught.value)


def test_only_listed_addresses_get_signed_requests(path, keys):
    with opened(path, keys) as store:
        with pytest.raises(CredentialError, match="extra_base_urls"):
            store.save(credentials(base_url="https://api.binance.com.evil.example"))
        with pytest.raises(CredentialError, match="testnet"):
            store.save(credentials(base_url="https://api.binance.com"))
        store.save(credentials(base_url="https://testnet.binance.vision/"))
    with sqlite3.connect(path) as database:
        database.execute("UPDATE broker_connections SET base_url = 'https://evil.example'")
    database.close()
    with opened(path, keys) as store, pytest.raises(CredentialError, match=r"evil\.example"):
        store.load("binance", "testnet")
    allowed = {("binance", "testnet"): ("https://evil.example",)}
    with opened(path, keys, extra_base_urls=allowed) as store:
        assert store.load("binance", "testnet").base_url == "https://evil.example"
        assert store.extra_base_urls == allowed


def test_every_listed_address_is_https_and_stands_once():
    urls = [url for each in BASE_URLS.values() for url in each]
    assert all(url.startswith("https://") and not url.endswith("/") for url in urls)
    assert len(urls) == len(set(urls))


def rotated(path, holder, **options):
    return rotate_keys(holder, [lambda ring: opened(path, ring)], **options)


def test_rotation_leaves_nothing_that_the_old_key_opens(path, keys, tmp_path):
    holder = FileKeys(tmp_path / "key")
    holder.write(keys)
    with opened(path, keys) as store:
        for account in ACCOUNTS:
            store.save(credentials(*account))
    after, done = rotated(path, holder)
    assert done == 3
    assert holder.read() == after
    assert not after.rotating
    with opened(path, after) as store:
        assert {each.key_id for each in store.connections()} == {after.current.key_id}
        assert [shown(store.load(*account))[2]["passphrase"] for account in ACCOUNTS] == [PHRASE] * 3
    with opened(path, keys) as store, pytest.raises(CredentialError, match=after.current.key_id):
        store.load(*ACCOUNTS[0])
    assert rotated(path, holder)[1] == 3


class CutError(Exception):
    pass


class Cut:
    """A place for keys that fails after so many writes, as a process that is killed there."""

    def __init__(self, holder, after):
        self.holder, self.left = holder, after

    def read(self):
        return self.holder.read()

    def write(self, ring):
        if self.left == 0:
            raise CutError
        self.left -= 1
        self.holder.write(ring)


@pytest.mark.parametrize("writes", [0, 1])
def test_a_rotation_cut_off_between_its_steps_goes_on(path, keys, tmp_path, writes):
    holder = FileKeys(tmp_path / "key")
    holder.write(keys)
    with opened(path, keys) as store:
        store.save(credentials())
    with pytest.raises(CutError):
        rotated(path, Cut(holder, writes))
    with opened(path, holder.read()) as store:
        assert shown(store.load("binance", "testnet"))[0] == KEY
    after, _ = rotated(path, holder)
    with opened(path, after) as store:
        assert shown(store.load("binance", "testnet"))[0] == KEY


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_a_rotation_cut_off_among_its_rows_goes_on(path, keys, tmp_path, rows):
    holder = FileKeys(tmp_path / "key")
    holder.write(keys)
    with opened(path, keys) as store:
        for account in ACCOUNTS:
            store.save(credentials(*account))
    ticks = iter(range(rows))

    def clock():
        try:
            return next(ticks)
        except StopIteration:
            raise CutError from None

    with pytest.raises(CutError):
        rotate_keys(holder, [lambda ring: CredentialStore(path, ring, clock=clock)])
    both = holder.read()
    assert both.rotating
    with opened(path, both) as store:
        ids = [each.key_id for each in store.connections()]
        assert ids.count(both.current.key_id) == rows
        assert all(shown(store.load(*account))[0] == KEY for account in ACCOUNTS)
    after, done = rotated(path, holder)
    assert done == 3 - rows
    assert after.current.key_id == both.current.key_id
    with opened(path, after) as store:
        assert all(shown(store.load(*account))[0] == KEY for account in ACCOUNTS)


def test_there_must_be_a_key_to_rotate(path, tmp_path):
    with pytest.raises(CredentialError, match="no key to replace"):
        rotated(path, FileKeys(tmp_path / "key"))


def test_keys_come_from_the_environment_or_a_file(tmp_path):
    first, second = EncryptionKey.generate(), EncryptionKey.generate()
    text = f"{first.secret.reveal()},{second.secret.reveal()}"
    ring = load_keys({"RUSTYBT_ENCRYPTION_KEY": text})
    assert ring.keys == (first, second)
    file = tmp_path / "key"
    FileKeys(file).write(KeyRing((second,)))
    assert load_keys({"RUSTYBT_ENCRYPTION_KEY_FILE": str(file)}).current == second
    assert load_keys({"RUSTYBT_ENCRYPTION_KEY": text}, key_file=file).current == second
    with pytest.raises(CredentialError, match="no key file"):
        load_keys({}, key_file=tmp_path / "absent")


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("cryptography.hazmat.primitives.ciphers.aead", "pip install cryptography"),
        ("keyring", "pip install keyring"),
    ],
)
def test_a_package_that_is_missing_is_named_with_its_install_command(
    path, keys, monkeypatch, missing, message
):
    monkeypatch.setitem(sys.modules, missing, None)
    with opened(path, keys) as store, pytest.raises(MissingExtraError, match=message):
        KeyringKeys().read() if missing == "keyring" else store.save(credentials())


@pytest.mark.parametrize("text", ["canary", "canary" * 9, "", " , ", "é" * 44])
def test_what_is_no_key_is_not_repeated(text):
    with pytest.raises(CredentialError) as caught:
        KeyRing.parse(text)
    assert "rustybt keygen" in str(caught.value)
    assert "canary" not in "".join(traceback.format_exception(caught.value))


@pytest.fixture
def entries():
    with memory_keyring() as backend:
        yield backend.entries


def test_the_keyring_of_the_system_holds_keys(path, entries):
    with pytest.raises(CredentialError, match="--keyring"):
        load_keys({})
    first = KeyRing((EncryptionKey.generate(),))
    KeyringKeys().write(first)
    assert load_keys({}) == first
    with opened(path, first) as store:
        store.save(credentials())
    after, done = rotated(path, KeyringKeys())
    assert done == 1
    assert load_keys({}) == after
    assert list(entries) == [("rustybt", "encryption-key")]


def test_a_keyring_that_cannot_be_used_says_what_to_do(entries):
    import keyring
    from keyring.backends.fail import Keyring

    keyring.set_keyring(Keyring())
    with pytest.raises(CredentialError, match="--key-file"):
        load_keys({})


def test_credentials_show_nothing():
    found = credentials()
    texts = [
        repr(found),
        str(found),
        f"{found}",
        f"{[found]}",
        repr(dataclasses.asdict(found)),
        repr(vars(Credentials)),
    ]
    assert "canary" not in "".join(texts)
    with pytest.raises(CredentialError, match="pickled"):
        pickle.dumps(found)
    with pytest.raises(CredentialError, match="pickled"):
        pickle.dumps([found.api_key])
    assert copy.deepcopy(found) is found
    assert copy.copy(found) is found


def test_a_traceback_with_locals_shows_nothing(path, keys):
    with opened(path, keys) as store:
        store.save(credentials())
        try:
            store.save(credentials(base_url="https://evil.example"))
        except CredentialError as error:
            text = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "Credentials(broker=" in text
    assert "canary-" not in text


def test_what_was_loaded_is_hidden_in_logs(path, keys):
    redactor = Redactor()
    with opened(path, keys) as store:
        store.save(credentials())
    with opened(path, keys, redactor=redactor) as store:
        found = store.load("binance", "testnet")
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactingFilter(redactor))
    log = logging.Logger("venue")
    log.addHandler(handler)
    log.error("GET /order?key=%s&p=%s", found.api_key.reveal(), found.additional["passphrase"].reveal())
    log.error("the key is %s", keys.current.secret.reveal())
    assert "canary" not in stream.getvalue()
    assert keys.current.secret.reveal() not in stream.getvalue()


def test_rows_are_listed_deactivated_and_deleted(path, keys):
    with opened(path, keys) as store:
        first = store.save(credentials())
        second = store.save(credentials(label="second"))
        assert store.save(credentials()) == first
        one, two = store.connections()
        assert (one.id, one.version) == (first, 2)
        assert (two.id, two.version) == (second, 1)
        store.deactivate("binance", "testnet", "second")
        with pytest.raises(CredentialError, match="deactivated"):
            store.load("binance", "testnet", "second")
        store.delete("binance", "testnet")
        with pytest.raises(CredentialError, match="no credentials"):
            store.load("binance", "testnet")
        assert store.save(credentials()) > second


@pytest.mark.parametrize("changes", [{"environment": "prod"}, {"broker": ""}, {"label": ""}])
def test_credentials_name_a_real_place(changes):
    with pytest.raises(CredentialError):
        credentials(**changes)


def test_a_secret_too_short_to_be_hidden_is_refused(path, keys):
    with opened(path, keys) as store, pytest.raises(CredentialError, match="3 characters"):
        store.save(credentials(api_secret="abc"))


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a.b", "a b", "x" * 65, "é", "a\n", "a\0"])
def test_a_name_that_would_leave_its_folder_is_refused(name, tmp_path):
    with pytest.raises(ConfigurationError, match="file name"):
        path_under(tmp_path, name, ".log")


def test_a_name_stays_in_its_folder(tmp_path):
    assert path_under(tmp_path, "My-Strategy", ".log") == tmp_path.resolve() / "my-strategy.log"
    (tmp_path / "linked.log").symlink_to("/etc/hostname")
    with pytest.raises(ConfigurationError, match="symbolic link"):
        path_under(tmp_path, "linked", ".log")
    assert slug("A") == "a"


def test_private_files_are_whole_and_private(tmp_path):
    path = tmp_path / "new" / "key"
    write_private(path, b"one")
    assert read_private(path) == b"one"
    with pytest.raises(CredentialError, match="not overwritten"):
        write_private(path, b"two")
    write_private(path, b"two", replace=True)
    assert read_private(path) == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["key"]
    with pytest.raises(CredentialError, match="more than 2 bytes"):
        read_private(path, most=2)
