"""Keys for credentials at rest, where they are kept, and the envelope that they seal.

An envelope is AES-256-GCM. What it belongs to (row, broker, environment, field, version, key) is authenticated with
it, so that a ciphertext works in its own place only: one of a testnet cannot stand in for a live one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from rustybt.exceptions import CredentialError, MissingExtraError
from rustybt.live.private_files import read_private, write_private
from rustybt.live.redaction import Secret

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

__all__ = [
    "EncryptionKey",
    "FileKeys",
    "KeyHolder",
    "KeyRing",
    "KeyringKeys",
    "Place",
    "key_id_of",
    "load_keys",
    "open_",
    "seal",
]

KEY_VARIABLE: Final = "RUSTYBT_ENCRYPTION_KEY"
FILE_VARIABLE: Final = "RUSTYBT_ENCRYPTION_KEY_FILE"
SERVICE: Final = "rustybt"
ENTRY: Final = "encryption-key"
MAGIC: Final = b"RBC1"
KEY_BYTES = 32
KEY_ID_BYTES = 8
NONCE_BYTES = 12
TAG_BYTES = 16


@dataclass(frozen=True, slots=True)
class EncryptionKey:
    """One AES-256 key and its name.

    Attributes:
        key_id: 16 hex digits, computed from the key and telling nothing about it.
        secret: The key, as 44 characters of URL-safe base64.
    """

    key_id: str
    secret: Secret

    @classmethod
    def generate(cls) -> EncryptionKey:
        """A new key from the system's random source."""
        return cls.parse(base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode())

    @classmethod
    def parse(cls, text: str) -> EncryptionKey:
        """A key from its text.

        Args:
            text: 32 bytes in base64, URL-safe or not.

        Raises:
            CredentialError: If it is anything else; the message does not repeat it.
        """
        if len(_raw(text)) != KEY_BYTES:
            raise CredentialError(
                f"an encryption key must be {KEY_BYTES} bytes in base64, which are 44 characters; "
                f"got {len(text)} characters. Make one with: rustybt keygen"
            )
        return cls(
            hashlib.sha256(b"rustybt key id\0" + _raw(text)).digest()[:KEY_ID_BYTES].hex(), Secret(text)
        )

    def cipher(self) -> AESGCM:
        """The cipher of this key.

        Raises:
            MissingExtraError: If ``cryptography`` is not installed.
        """
        try:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        except ImportError as error:
            raise MissingExtraError(
                "stored credentials need cryptography: pip install cryptography"
            ) from error
        return AESGCM(_raw(self.secret.reveal()))


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The key that seals, and older ones that can still open until a rotation is done.

    Attributes:
        keys: The current key first.
    """

    keys: tuple[EncryptionKey, ...]

    @classmethod
    def parse(cls, text: str) -> KeyRing:
        """Keys from their texts, separated by commas or white space, the current one first.

        Args:
            text: What a key file, a keyring entry or the environment holds.

        Raises:
            CredentialError: If there is none, or one is no key.
        """
        keys = tuple(EncryptionKey.parse(part) for part in re.split(r"[\s,]+", text) if part)
        if not keys:
            raise CredentialError(
                "there is no encryption key in what was given; make one with: rustybt keygen"
            )
        return cls(keys)

    @property
    def current(self) -> EncryptionKey:
        """The key that seals."""
        return self.keys[0]

    @property
    def rotating(self) -> bool:
        """Whether older keys are still there, so that a rotation has to be finished."""
        return len(self.keys) > 1

    def key(self, key_id: str) -> EncryptionKey:
        """The key of an id.

        Args:
            key_id: As an envelope names it.

        Raises:
            CredentialError: If it is not on this ring.
        """
        for each in self.keys:
            if each.key_id == key_id:
                return each
        known = ", ".join(each.key_id for each in self.keys)
        raise CredentialError(
            f"it was encrypted with key {key_id}, which is not here (here: {known}); give the older key as well, "
            f"after the current one"
        )

    def text(self) -> bytes:
        """The keys as a key file holds them."""
        return "".join(f"{each.secret.reveal()}\n" for each in self.keys).encode()


class KeyHolder(Protocol):
    """Where keys are kept and can be changed."""

    def read(self) -> KeyRing | None:
        """The keys; None if there are none."""

    def write(self, keys: KeyRing) -> None:
        """Replace the keys, durably and whole.

        Args:
            keys: The current one first.
        """


@dataclass(frozen=True, slots=True)
class FileKeys:
    """Keys in a file of mode 0600.

    Attributes:
        path: The file.
    """

    path: Path

    def read(self) -> KeyRing | None:
        """The keys; None if there is no file.

        Raises:
            CredentialError: If the file is open to others or holds no key.
        """
        if not self.path.exists() and not self.path.is_symlink():
            return None
        return KeyRing.parse(_text(read_private(self.path), str(self.path)))

    def write(self, keys: KeyRing) -> None:
        """Replace the file.

        Args:
            keys: The current one first.
        """
        write_private(self.path, keys.text(), replace=True)


@dataclass(frozen=True, slots=True)
class KeyringKeys:
    """Keys in the keyring of the operating system."""

    def read(self) -> KeyRing | None:
        """The keys; None if the keyring has none.

        Raises:
            MissingExtraError: If ``keyring`` is not installed.
            CredentialError: If the keyring is locked or absent.
        """
        found = _keyring(lambda ring: ring.get_password(SERVICE, ENTRY))
        return KeyRing.parse(found) if found else None

    def write(self, keys: KeyRing) -> None:
        """Replace the entry.

        Args:
            keys: The current one first.

        Raises:
            CredentialError: If the keyring is locked or absent.
        """
        _keyring(lambda ring: ring.set_password(SERVICE, ENTRY, keys.text().decode()))


def load_keys(environment: Mapping[str, str] | None = None, *, key_file: Path | None = None) -> KeyRing:
    """The keys from where they are kept.

    The first of these that is there: ``key_file``; ``RUSTYBT_ENCRYPTION_KEY``, the key itself;
    ``RUSTYBT_ENCRYPTION_KEY_FILE``, a file of mode 0600; the keyring of the operating system. The variable with the
    key itself is seen by child processes and by whoever may read ``/proc``: prefer the other two.

    Args:
        environment: ``os.environ`` by default.
        key_file: A file that is used before anything else.

    Raises:
        CredentialError: If no key is found, or the file is open to others.
    """
    given = os.environ if environment is None else environment
    if key_file is None and given.get(KEY_VARIABLE):
        return KeyRing.parse(given[KEY_VARIABLE])
    if key_file is None and given.get(FILE_VARIABLE):
        key_file = Path(given[FILE_VARIABLE])
    if key_file is not None:
        keys = FileKeys(key_file).read()
        if keys is None:
            raise CredentialError(
                f"there is no key file {key_file}; make one with: rustybt keygen --key-file {key_file}"
            )
        return keys
    try:
        keys = KeyringKeys().read()
    except (MissingExtraError, CredentialError) as error:
        raise CredentialError(
            f"there is no encryption key: {KEY_VARIABLE} and {FILE_VARIABLE} are not set, and {error}"
        ) from None
    if keys is None:
        raise CredentialError(
            f"there is no encryption key: {KEY_VARIABLE} and {FILE_VARIABLE} are not set and the keyring has no "
            f"entry {SERVICE}/{ENTRY}; make one with: rustybt keygen --keyring"
        )
    return keys


@dataclass(frozen=True, slots=True)
class Place:
    """What an envelope belongs to, and does not open without.

    Attributes:
        row: Id of the row.
        broker: Name of the broker.
        environment: ``live``, ``paper`` or ``testnet``.
        label: Which account of that broker.
        field: Name of the column.
        version: Of the row, counted up at each change.
    """

    row: int
    broker: str
    environment: str
    label: str
    field: str
    version: int

    def bound(self, key_id: str) -> bytes:
        """The bytes that are authenticated, unambiguous by their lengths.

        Args:
            key_id: Of the key.
        """
        parts = ("rustybt credential 1", str(self.row), self.broker, self.environment, self.label, self.field)
        encoded = [part.encode() for part in (*parts, str(self.version), key_id)]
        return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


def seal(text: str, place: Place, keys: KeyRing) -> bytes:
    """Encrypt a text for one place, with the current key.

    Args:
        text: What to hide.
        place: Where the envelope will stand.
        keys: The ring.
    """
    nonce = os.urandom(NONCE_BYTES)
    key = keys.current
    sealed = key.cipher().encrypt(nonce, text.encode(), place.bound(key.key_id))
    return MAGIC + bytes.fromhex(key.key_id) + nonce + sealed


def open_(envelope: bytes, place: Place, keys: KeyRing) -> Secret:
    """Decrypt an envelope of one place.

    Args:
        envelope: What :func:`seal` made.
        place: Where it was found.
        keys: The ring.

    Raises:
        CredentialError: If it is damaged, belongs to another place, or its key is not on the ring.
    """
    where = f"{place.field} of {place.broker}/{place.environment}/{place.label} (row {place.row})"
    if len(envelope) < len(MAGIC) + KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES or not envelope.startswith(MAGIC):
        raise CredentialError(f"{where} is no encrypted credential of rustybt; save the credentials again")
    try:
        key = keys.key(key_id_of(envelope))
    except CredentialError as error:
        raise CredentialError(f"{where} cannot be opened: {error}") from None
    cipher = key.cipher()
    from cryptography.exceptions import InvalidTag

    nonce, sealed = envelope[12 : 12 + NONCE_BYTES], envelope[12 + NONCE_BYTES :]
    try:
        return Secret(cipher.decrypt(nonce, sealed, place.bound(key.key_id)).decode())
    except (InvalidTag, UnicodeDecodeError):
        raise CredentialError(
            f"{where} does not open: it was altered, or moved here from another row or environment; "
            f"save the credentials again"
        ) from None


def key_id_of(envelope: bytes) -> str:
    """The id of the key that sealed an envelope.

    Args:
        envelope: What :func:`seal` made.
    """
    return envelope[len(MAGIC) : len(MAGIC) + KEY_ID_BYTES].hex()


class _Keyring(Protocol):
    def get_password(self, service_name: str, username: str) -> str | None: ...

    def set_password(self, service_name: str, username: str, password: str) -> None: ...


def _keyring[T](use: Callable[[_Keyring], T]) -> T:
    try:
        import keyring
        import keyring.errors
    except ImportError as error:
        raise MissingExtraError("the keyring of this system needs keyring: pip install keyring") from error
    try:
        return use(keyring)
    except keyring.errors.KeyringError as error:
        raise CredentialError(
            f"the keyring of this system cannot be used ({type(error).__name__}); use a key file instead: "
            f"rustybt keygen --key-file PATH"
        ) from None


def _raw(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode().translate(bytes.maketrans(b"-_", b"+/")), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _text(content: bytes, where: str) -> str:
    try:
        return content.decode("ascii")
    except UnicodeDecodeError:
        raise CredentialError(f"{where} holds no encryption key; make one with: rustybt keygen") from None
