"""Broker credentials: encrypted at rest, bound to row and environment, shown nowhere."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NoReturn

from rustybt.exceptions import CredentialError
from rustybt.live.encryption import EncryptionKey, KeyHolder, KeyRing, Place, key_id_of, open_, seal
from rustybt.live.private_files import create_private
from rustybt.live.redaction import Redactor, Secret

__all__ = ["BASE_URLS", "ENVIRONMENTS", "Connection", "CredentialStore", "Credentials", "rotate_keys"]

ENVIRONMENTS: Final = ("live", "paper", "testnet")

# Where signed requests may go. Whatever else a database says is refused.
BASE_URLS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("alpaca", "live"): ("https://api.alpaca.markets",),
    ("alpaca", "paper"): ("https://paper-api.alpaca.markets",),
    ("binance", "live"): (
        "https://api.binance.com",
        "https://api-gcp.binance.com",
        "https://fapi.binance.com",
        "https://dapi.binance.com",
    ),
    ("binance", "testnet"): ("https://testnet.binance.vision", "https://testnet.binancefuture.com"),
    ("bybit", "live"): ("https://api.bybit.com", "https://api.bytick.com"),
    ("bybit", "testnet"): ("https://api-testnet.bybit.com",),
    ("hyperliquid", "live"): ("https://api.hyperliquid.xyz",),
    ("hyperliquid", "testnet"): ("https://api.hyperliquid-testnet.xyz",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What signs requests to one account. It shows no secret, and cannot be pickled.

    Attributes:
        broker: Name of the broker, such as ``binance``.
        environment: ``live``, ``paper`` or ``testnet``.
        label: Which account of that broker.
        api_key: The key; text is taken as a secret.
        api_secret: The secret of the key.
        additional: Whatever else the broker asks for, such as a passphrase; all of it secret.
        base_url: Where requests go; None for the broker's own default.

    Example:
        >>> Credentials(broker="binance", environment="testnet", api_key="k-123", api_secret="s-456")
        Credentials(broker='binance', environment='testnet', label='default', base_url=None, secrets hidden)
    """

    broker: str
    environment: str
    label: str = "default"
    api_key: Secret = field(default_factory=lambda: Secret(""))
    api_secret: Secret = field(default_factory=lambda: Secret(""))
    additional: Mapping[str, Secret] = field(default_factory=dict)
    base_url: str | None = None

    def __post_init__(self) -> None:
        if self.environment not in ENVIRONMENTS:
            raise CredentialError(f"environment {self.environment!r} is not one of {', '.join(ENVIRONMENTS)}")
        for name in ("broker", "label"):
            if not getattr(self, name):
                raise CredentialError(f"credentials need a {name}")
        for name in ("api_key", "api_secret"):
            object.__setattr__(self, name, _secret(getattr(self, name)))
        object.__setattr__(
            self, "additional", {key: _secret(value) for key, value in self.additional.items()}
        )

    def __repr__(self) -> str:
        return (
            f"Credentials(broker={self.broker!r}, environment={self.environment!r}, label={self.label!r}, "
            f"base_url={self.base_url!r}, secrets hidden)"
        )

    def __reduce_ex__(self, _: object) -> NoReturn:
        raise CredentialError("credentials cannot be pickled; store them with CredentialStore.save()")

    def __copy__(self) -> Credentials:
        return self

    def __deepcopy__(self, _: dict[int, object]) -> Credentials:
        return self

    def secrets(self) -> Iterator[Secret]:
        """Every secret that is not empty."""
        yield from (each for each in (self.api_key, self.api_secret, *self.additional.values()) if each)


@dataclass(frozen=True, slots=True)
class Connection:
    """What may be shown of a stored connection.

    Attributes:
        id: Of the row.
        broker: Name of the broker.
        environment: ``live``, ``paper`` or ``testnet``.
        label: Which account.
        base_url: Where requests go.
        is_active: Whether it may be used.
        version: Counted up at each change.
        key_id: Of the key that encrypts it.
        created_ns: UTC nanoseconds.
        updated_ns: UTC nanoseconds.
    """

    id: int
    broker: str
    environment: str
    label: str
    base_url: str | None
    is_active: bool
    version: int
    key_id: str
    created_ns: int
    updated_ns: int


APPLICATION_ID: Final = 0x52425443  # RBTC
SCHEMA = """
CREATE TABLE IF NOT EXISTS broker_connections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    broker_name TEXT NOT NULL,
    connection_type TEXT NOT NULL CHECK (connection_type IN ('live', 'paper', 'testnet')),
    label TEXT NOT NULL DEFAULT 'default',
    api_key_encrypted BLOB NOT NULL,
    api_secret_encrypted BLOB NOT NULL,
    additional_credentials_encrypted BLOB NOT NULL,
    base_url TEXT,
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (broker_name, connection_type, label)
) STRICT
"""
COLUMNS = (
    "id, broker_name, connection_type, label, base_url, is_active, version, created_at, updated_at, "
    "api_key_encrypted, api_secret_encrypted, additional_credentials_encrypted"
)
FIELDS = ("api_key", "api_secret", "additional_credentials")


class CredentialStore:
    """Encrypted credentials in a SQLite file of their own that only its owner may read.

    The table ``broker_connections`` of a journal names the same connections by the same ids, without the secrets: what
    is in a hash chain cannot be encrypted again or deleted.

    Args:
        path: The file; made with mode 0600.
        keys: The current key first.
        clock: UTC nanoseconds now.
        redactor: Learns every secret that is loaded, so that no sink shows it.
        extra_base_urls: Addresses allowed beside the built-in ones, by (broker, environment): a decision of whoever
            starts the engine, to be shown in its status.

    Raises:
        CredentialError: If the file is open to others, or is no database.
    """

    def __init__(
        self,
        path: str | Path,
        keys: KeyRing,
        *,
        clock: Callable[[], int],
        redactor: Redactor | None = None,
        extra_base_urls: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    ) -> None:
        self.path = Path(path)
        self.extra_base_urls = dict(extra_base_urls or {})
        self._keys = keys
        self._clock = clock
        self._redactor = redactor or Redactor()
        for key in keys.keys:
            self._redactor.register(key.secret)
        create_private(self.path)
        self._database = sqlite3.connect(
            self.path, isolation_level=None, timeout=10.0, check_same_thread=False
        )
        with ExitStack() as undo, self._errors():
            undo.callback(self._database.close)
            # What is replaced or deleted is overwritten on the disk.
            for pragma in ("secure_delete = ON", "trusted_schema = OFF", "synchronous = FULL"):
                self._database.execute(f"PRAGMA {pragma}")
            self._claim()
            undo.pop_all()

    def _claim(self) -> None:
        found = self._database.execute("PRAGMA application_id").fetchone()[0]
        tables = self._database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if tables and found != APPLICATION_ID:
            raise CredentialError(
                f"{self.path} is a database of something else; keep credentials in a file of their own, "
                f"which can be rotated and deleted as a journal cannot"
            )
        with self._transaction():
            self._database.execute(SCHEMA)
            self._database.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    def save(self, credentials: Credentials) -> int:
        """Encrypt credentials and keep them in place of earlier ones of the same account.

        Args:
            credentials: What to keep.

        Returns:
            The id of the row.

        Raises:
            CredentialError: If the base URL is not allowed for this broker and environment.
        """
        self._check_url(credentials.broker, credentials.environment, credentials.base_url)
        self._register(credentials)
        account = (credentials.broker, credentials.environment, credentials.label)
        now = self._clock()
        with self._transaction():
            found = self._database.execute(
                "SELECT id, version FROM broker_connections "
                "WHERE broker_name = ? AND connection_type = ? AND label = ?",
                account,
            ).fetchone()
            if found is None:
                made = self._database.execute(
                    "INSERT INTO broker_connections (broker_name, connection_type, label, api_key_encrypted, "
                    "api_secret_encrypted, additional_credentials_encrypted, version, created_at, updated_at) "
                    "VALUES (?, ?, ?, x'', x'', x'', 0, ?, ?)",
                    (*account, now, now),
                )
                found = (made.lastrowid, 0)
            row, version = int(found[0]), int(found[1]) + 1
            texts = (
                credentials.api_key,
                credentials.api_secret,
                Secret(json.dumps({name: value.reveal() for name, value in credentials.additional.items()})),
            )
            self._write(row, account, version, texts, now)
            self._database.execute(
                "UPDATE broker_connections SET base_url = ?, is_active = 1 WHERE id = ?",
                (credentials.base_url, row),
            )
        return row

    def load(self, broker: str, environment: str, label: str = "default") -> Credentials:
        """Decrypt the credentials of an account.

        Args:
            broker: Name of the broker.
            environment: ``live``, ``paper`` or ``testnet``.
            label: Which account.

        Raises:
            CredentialError: If there are none, they were deactivated, altered or moved, or point to an address that
                is not allowed.
        """
        row = self._row(broker, environment, label)
        connection = _connection(row)
        if not connection.is_active:
            raise CredentialError(
                f"the credentials of {broker}/{environment}/{label} are deactivated; save them again"
            )
        self._check_url(broker, environment, connection.base_url)
        key, secret, additional = self._open(row)
        credentials = Credentials(
            broker=broker,
            environment=environment,
            label=label,
            api_key=key,
            api_secret=secret,
            additional=json.loads(additional.reveal()),
            base_url=connection.base_url,
        )
        self._register(credentials)
        return credentials

    def connections(self) -> list[Connection]:
        """What is stored, with nothing secret in it."""
        with self._errors():
            rows = self._database.execute(f"SELECT {COLUMNS} FROM broker_connections ORDER BY id").fetchall()  # noqa: S608 - constants
        return [_connection(row) for row in rows]

    def deactivate(self, broker: str, environment: str, label: str = "default") -> None:
        """Refuse to load the credentials of an account until they are saved again.

        Args:
            broker: Name of the broker.
            environment: ``live``, ``paper`` or ``testnet``.
            label: Which account.
        """
        row = self._row(broker, environment, label)
        with self._transaction():
            self._database.execute("UPDATE broker_connections SET is_active = 0 WHERE id = ?", (row[0],))

    def delete(self, broker: str, environment: str, label: str = "default") -> None:
        """Forget the credentials of an account, and overwrite them on the disk.

        Args:
            broker: Name of the broker.
            environment: ``live``, ``paper`` or ``testnet``.
            label: Which account.
        """
        row = self._row(broker, environment, label)
        with self._transaction():
            self._database.execute("DELETE FROM broker_connections WHERE id = ?", (row[0],))

    def rotate(self) -> int:
        """Encrypt every row again that an older key sealed; each row is a transaction, so that it can go on later.

        Returns:
            How many rows were encrypted again: 0 when the rotation was done already.

        Raises:
            CredentialError: If a row does not open; what was done before it stays done.
        """
        done = 0
        for connection in self.connections():
            with self._transaction():
                account = (connection.broker, connection.environment, connection.label)
                row = self._row(*account)
                if all(key_id_of(_bytes(envelope)) == self._keys.current.key_id for envelope in row[9:12]):
                    continue
                self._write(row[0], account, row[6] + 1, self._open(row), self._clock())
                done += 1
        return done

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> CredentialStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _row(self, broker: str, environment: str, label: str) -> tuple[Any, ...]:
        with self._errors():
            row: tuple[Any, ...] | None = self._database.execute(
                f"SELECT {COLUMNS} FROM broker_connections "  # noqa: S608 - constants
                "WHERE broker_name = ? AND connection_type = ? AND label = ?",
                (broker, environment, label),
            ).fetchone()
        if row is None:
            raise CredentialError(
                f"there are no credentials of {broker}/{environment}/{label} in {self.path}; save them first"
            )
        return row

    def _write(
        self,
        row: int,
        account: tuple[str, str, str],
        version: int,
        texts: tuple[Secret, Secret, Secret],
        now: int,
    ) -> None:
        sealed = [
            seal(text.reveal(), Place(row, *account, name, version), self._keys)
            for name, text in zip(FIELDS, texts, strict=True)
        ]
        self._database.execute(
            "UPDATE broker_connections SET api_key_encrypted = ?, api_secret_encrypted = ?, "
            "additional_credentials_encrypted = ?, version = ?, updated_at = ? WHERE id = ?",
            (*sealed, version, now, row),
        )

    def _open(self, row: tuple[Any, ...]) -> tuple[Secret, Secret, Secret]:
        number, broker, environment, label = row[:4]
        key, secret, additional = (
            open_(_bytes(envelope), Place(number, broker, environment, label, name, row[6]), self._keys)
            for name, envelope in zip(FIELDS, row[9:12], strict=True)
        )
        return key, secret, additional

    def _register(self, credentials: Credentials) -> None:
        for secret in credentials.secrets():
            self._redactor.register(secret)

    def _check_url(self, broker: str, environment: str, url: str | None) -> None:
        if url is None:
            return
        account = (broker, environment)
        allowed = (*BASE_URLS.get(account, ()), *self.extra_base_urls.get(account, ()))
        if url.rstrip("/") not in allowed:
            raise CredentialError(
                f"{url!r} is no address of {broker} ({environment}): signed requests go only to "
                f"{', '.join(allowed) or 'its built-in default'}; allow another with extra_base_urls at start"
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._errors():
            self._database.execute("BEGIN IMMEDIATE")
            with self._database:
                yield

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise CredentialError(f"{self.path}: {error}") from None


def rotate_keys(
    holder: KeyHolder,
    stores: Sequence[Callable[[KeyRing], CredentialStore]],
    *,
    new: EncryptionKey | None = None,
) -> tuple[KeyRing, int]:
    """Replace the encryption key: keep old and new, encrypt every row again, then drop the old.

    It can be cut off at any point and called again: until the last step both keys are kept, and a second call goes
    on with the key that the first one made.

    Args:
        holder: Where the keys are kept.
        stores: Each opens one store with a ring: all that the key encrypts.
        new: The new key; one is made by default.

    Returns:
        The ring that holds the new key only, and how many rows were encrypted again by this call.

    Raises:
        CredentialError: If there is no key to replace, or a row does not open.
    """
    before = holder.read()
    if before is None:
        raise CredentialError("there is no key to replace; make one with: rustybt keygen")
    both = before if before.rotating else KeyRing((new or EncryptionKey.generate(), *before.keys))
    if both is not before:
        holder.write(both)
    done = 0
    for open_store in stores:
        with open_store(both) as store:
            done += store.rotate()
    after = KeyRing(both.keys[:1])
    holder.write(after)
    return after, done


def _secret(value: Secret | str) -> Secret:
    return value if isinstance(value, Secret) else Secret(value)


def _bytes(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise CredentialError("an encrypted column holds no bytes; save the credentials again")
    return value


def _connection(row: tuple[Any, ...]) -> Connection:
    number, broker, environment, label, base_url, active, version, created, updated = row[:9]
    return Connection(
        id=number,
        broker=broker,
        environment=environment,
        label=label,
        base_url=base_url,
        is_active=bool(active),
        version=version,
        key_id=key_id_of(_bytes(row[9])),
        created_ns=created,
        updated_ns=updated,
    )
