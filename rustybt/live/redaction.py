"""Secrets that hide themselves, and sinks that hide secrets by value.

A :class:`Secret` shows nothing of itself. A :class:`Redactor` knows the values that must never be written, in every
form in which they travel (base64, hex, URL-encoded, JSON-escaped), and takes them out of text where it leaves the
process: put :class:`RedactingFilter` and :func:`redacting_processor` on every sink.
"""

from __future__ import annotations

import base64
import hmac
import html
import json
import logging
import re
import traceback
import urllib.parse
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from threading import Lock
from typing import Any, Final, NoReturn

from rustybt.exceptions import CredentialError

__all__ = [
    "HIDDEN",
    "SECRET_VARIABLES",
    "RedactingFilter",
    "Redactor",
    "Secret",
    "redacting_processor",
    "take_secrets",
]

HIDDEN: Final = "[hidden]"
SHORTEST = 4
KEPT_SIGNATURES = 4096
DEEPEST = 8
SENSITIVE_KEYS = frozenset(
    (
        "apikey", "apisecret", "secret", "secretkey", "password", "passwd", "passphrase", "privatekey", "token",
        "accesstoken", "authtoken", "authorization", "signature", "cookie", "setcookie", "credentials", "walletkey",
        "mnemonic", "hmacsecret", "xmbxapikey", "encryptionkey", "listenkey",
    )
)  # fmt: skip

_NAMED = re.compile(
    r"""(?<![\w-])([a-z][\w-]{0,40})(["']?\s{0,4}[:=]\s{0,4}["']?)((?:(?:bearer|basic)\s+)?[^\s"'&;,]+)""",
    re.IGNORECASE,
)


SECRET_VARIABLES: Final = (
    "RUSTYBT_ENCRYPTION_KEY", "SMTP_PASSWORD", "TWILIO_AUTH_TOKEN", "ALERT_WEBHOOK_URL", "ALERT_WEBHOOK_URLS",
    "ALERT_WEBHOOK_TOKENS", "ALERT_WEBHOOK_HMAC_SECRET", "METRICS_ENDPOINT_URL", "METRICS_ENDPOINT_TOKEN",
)  # fmt: skip


def take_secrets(environment: MutableMapping[str, str]) -> dict[str, str]:
    """Move secrets out of an environment, so that strategies, notebooks and child processes do not find them there.

    A host calls it before any user code runs. ``/proc/PID/environ`` still shows what the process was started with:
    a key file or the keyring is better than a variable.

    Args:
        environment: ``os.environ``; the variables with secrets are removed from it.

    Returns:
        What was removed: give it, with the rest, to ``load_keys``, ``AlertConfig.from_env`` and
            ``MetricSink.from_env``.

    Example:
        >>> found = {"SMTP_PASSWORD": "hunter2-hunter2", "SMTP_HOST": "mail.example.com"}
        >>> sorted(take_secrets(found)), found
        (['SMTP_PASSWORD'], {'SMTP_HOST': 'mail.example.com'})
    """
    return {name: environment.pop(name) for name in SECRET_VARIABLES if name in environment}


class Secret:
    """A value that shows itself only when asked to.

    Printing, formatting, pickling, copying and JSON never reveal it.

    Args:
        value: The secret text.

    Example:
        >>> key = Secret("k-123456")
        >>> f"{key} {key!r} {[key]}"
        "[hidden] Secret('[hidden]') [Secret('[hidden]')]"
        >>> key.reveal()
        'k-123456'
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        if not isinstance(value, str):
            raise CredentialError(f"a secret must be text; got {type(value).__name__}")
        self._value = value

    def reveal(self) -> str:
        """The secret itself: pass it on at once, keep it in no variable."""
        return self._value

    def __repr__(self) -> str:
        return f"Secret({HIDDEN!r})"

    def __str__(self) -> str:
        return HIDDEN

    def __format__(self, _: str) -> str:
        return HIDDEN

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._value.encode(), other._value.encode())

    __hash__ = None  # type: ignore[assignment]

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, _: dict[int, object]) -> Secret:
        return self

    def __reduce_ex__(self, _: object) -> NoReturn:
        raise CredentialError("a secret cannot be pickled; store credentials with CredentialStore.save()")


class Redactor:
    """The values that must never be written, and the function that takes them out of text.

    One is made for each engine, and every sink, alert channel and credential store of that engine is given it.

    Args:
        secrets: Values to know from the start.

    Example:
        >>> redactor = Redactor(["hunter2-hunter2"])
        >>> redactor.redact("POST /order?key=hunter2-hunter2 as 68756e746572322d68756e74657232")
        'POST /order?key=[hidden] as [hidden]'
    """

    def __init__(self, secrets: Iterable[str | Secret] = ()) -> None:
        self._index: dict[str, tuple[str, ...]] = {}
        self._signatures: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._lock = Lock()
        for secret in secrets:
            self.register(secret)

    def register(self, secret: str | Secret) -> None:
        """Hide a value, and every encoding of it, from now on.

        Args:
            secret: At least 4 characters: anything shorter would blank out ordinary text.

        Raises:
            CredentialError: If it is shorter.
        """
        value = secret.reveal() if isinstance(secret, Secret) else secret
        if len(value) < SHORTEST:
            raise CredentialError(
                f"a secret of {len(value)} characters cannot be hidden in logs; use one of at least {SHORTEST}"
            )
        with self._lock:
            self._add(_forms(value))

    def register_signature(self, signature: str) -> None:
        """Hide a signature that was derived from a secret; the last 4,096 are known.

        Args:
            signature: As it is sent: hex or base64, at least 4 characters.
        """
        if len(signature) < SHORTEST:
            return
        with self._lock:
            if signature in self._signatures:
                self._signatures.move_to_end(signature)
                return
            cases = {signature, signature.upper(), signature.lower()}
            # Hex and base64 have nothing that JSON or a representation would escape.
            forms = tuple(cases | {quote(each) for each in cases for quote in (_percents, _lower_percents)})
            self._signatures[signature] = forms
            self._add(forms)
            if len(self._signatures) > KEPT_SIGNATURES:
                self._drop(self._signatures.popitem(last=False)[1])

    def redact(self, text: str) -> str:
        """Text without any known secret in it.

        Args:
            text: Anything that is about to leave the process.
        """
        index = self._index
        if not index:
            return text
        places = range(len(text) - SHORTEST + 1)
        if index.keys().isdisjoint([text[place : place + SHORTEST] for place in places]):
            return text
        kept: list[str] = []
        end = 0
        for place in places:
            for form in index.get(text[place : place + SHORTEST], ()):
                if text.startswith(form, place):
                    # Secrets may overlap: what one has begun to hide goes on to the end of the other.
                    if place >= end:
                        kept += (text[end:place], HIDDEN)
                    end = max(end, place + len(form))
                    break
        return "".join([*kept, text[end:]]) if kept else text

    def redact_said(self, text: str) -> str:
        """Text of a stranger's without any known secret in it, nor what stands beside a name such as ``apiKey=``.

        Args:
            text: Such as a venue's, which may say again what it was sent.

        Example:
            >>> Redactor().redact_said("GET /order?symbol=BTC&signature=0a1b2c, Authorization: Bearer abc.def")
            'GET /order?symbol=BTC&signature=[hidden], Authorization: [hidden]'
        """
        return _NAMED.sub(
            lambda found: f"{found[1]}{found[2]}{HIDDEN}" if _is_sensitive(found[1]) else found[0],
            self.redact(text),
        )

    def redact_value(self, value: object, *, depth: int = 0) -> Any:
        """A copy of a value, of plain types, with secrets taken out at every depth.

        Args:
            value: Mappings and sequences are walked; keys such as ``password`` hide whatever they hold; what is no
                plain value becomes its redacted representation.
            depth: How deep the caller already is.
        """
        if value is None or isinstance(value, bool | float):
            return value
        if isinstance(value, str):
            return self.redact(value)
        if isinstance(value, int):
            # A numeric secret, such as an account number, is hidden as text.
            shown = self.redact(str(value)) if value.bit_length() < SHORTEST * 1024 else HIDDEN
            return value if HIDDEN not in shown else shown
        if depth >= DEEPEST:
            return "..."
        if isinstance(value, Mapping):
            return {self.redact(str(key)): self._entry(key, item, depth + 1) for key, item in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.redact_value(item, depth=depth + 1) for item in value]
        if isinstance(value, BaseException):
            return self.redact(f"{type(value).__name__}: {value}")
        return self.redact(str(value))

    def _entry(self, key: object, item: object, depth: int) -> Any:
        if _is_sensitive(str(key)) and item not in (None, ""):
            return HIDDEN
        return self.redact_value(item, depth=depth)

    def _add(self, forms: Iterable[str]) -> None:
        for form in forms:
            head = form[:SHORTEST]
            known = self._index.get(head, ())
            if form not in known:
                # Longest first, so that a padded form goes whole.
                self._index[head] = tuple(sorted((*known, form), key=len, reverse=True))

    def _drop(self, forms: Iterable[str]) -> None:
        for form in forms:
            head = form[:SHORTEST]
            left = tuple(each for each in self._index.get(head, ()) if each != form)
            if left:
                self._index[head] = left
            else:
                self._index.pop(head, None)


def _is_sensitive(name: str) -> bool:
    return "".join(letter for letter in name.lower() if letter.isalnum()) in SENSITIVE_KEYS


def _forms(value: str) -> set[str]:
    raw = value.encode("utf-8", "surrogatepass")
    encoded = {value, raw.hex(), raw.hex().upper()}
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        whole = encode(raw).decode()
        encoded |= {whole, whole.rstrip("=")}
        # Inside a longer base64 text, such as that of "user:password", a value sits at one of three offsets.
        for offset in range(3):
            shifted = encode(b"\0" * offset + raw).decode().rstrip("=")
            first = -(-offset * 8 // 6)
            spare = 1 if (offset + len(raw)) % 3 else 0
            middle = shifted[first : len(shifted) - spare]
            if len(middle) >= 2 * SHORTEST:
                encoded.add(middle)
    return {form for form in _escaped(encoded, rounds=2) if len(form) >= SHORTEST}


def _escaped(texts: set[str], *, rounds: int) -> set[str]:
    # Twice, since the representation of a dict ends up in a JSON log line.
    for _ in range(rounds):
        texts = texts | {escape(text) for text in texts for escape in _ESCAPES}
    return texts


def _percents(text: str) -> str:
    return urllib.parse.quote(text, safe="", errors="surrogatepass")


def _lower_percents(text: str) -> str:
    return re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), _percents(text))


_ESCAPES: tuple[Callable[[str], str], ...] = (
    _percents,
    lambda text: urllib.parse.quote(text, errors="surrogatepass"),
    lambda text: urllib.parse.quote_plus(text, errors="surrogatepass"),
    _lower_percents,
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    lambda text: repr(text)[1:-1],
    lambda text: ascii(text)[1:-1],
    lambda text: repr(text.encode("utf-8", "surrogatepass"))[2:-1],
    html.escape,
)


class RedactingFilter(logging.Filter):
    """Takes secrets out of a record: message, arguments, traceback, stack and every extra field.

    Add it to handlers (the sinks); a filter of a logger does not see what its children log.

    Args:
        redactor: What to hide.
    """

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact a record in place; it always passes.

        Args:
            record: What is about to be written.
        """
        redact = self._redactor.redact
        try:
            message = record.getMessage()
        except (TypeError, ValueError) as error:
            message = f"{record.msg} (its arguments do not fit: {type(error).__name__})"
        record.msg, record.args = redact(message), None
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = "".join(traceback.format_exception(record.exc_info[1])).rstrip("\n")
        record.exc_info = None
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        for name in set(record.__dict__) - _RECORD_FIELDS:
            record.__dict__[name] = self._redactor.redact_value(record.__dict__[name])
        return True


_RECORD_FIELDS = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}


def redacting_processor(redactor: Redactor) -> Callable[[Any, str, Any], Any]:
    """A structlog processor that hides secrets: of an event before it is rendered, and of the line after.

    Args:
        redactor: What to hide.

    Returns:
        The processor: put it before and after the renderer.

    Example:
        >>> hide = redacting_processor(Redactor(["hunter2-hunter2"]))
        >>> hide(None, "info", {"event": "signed in with hunter2-hunter2", "password": "x"})
        {'event': 'signed in with [hidden]', 'password': '[hidden]'}
        >>> hide(None, "info", '{"event": "hunter2-hunter2"}')
        '{"event": "[hidden]"}'
    """

    def process(_: Any, __: str, event: MutableMapping[str, Any] | str) -> Any:
        return redactor.redact(event) if isinstance(event, str) else redactor.redact_value(event)

    return process
