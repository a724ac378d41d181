"""Secrets are planted in every sink, in every form they travel in, and must be found in none."""

from __future__ import annotations

import base64
import copy
import hashlib
import hmac
import io
import json
import logging
import pickle
import traceback
import urllib.parse

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import CredentialError
from rustybt.live.redaction import HIDDEN, RedactingFilter, Redactor, Secret, redacting_processor

CANARY = "cAn4ry+/key=\"with'quotes\\&é"


def spellings(secret):
    raw = secret.encode()
    return [
        secret,
        base64.b64encode(raw).decode(),
        base64.urlsafe_b64encode(raw).decode().rstrip("="),
        raw.hex(),
        raw.hex().upper(),
        urllib.parse.quote(secret, safe=""),
        urllib.parse.quote_plus(secret),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
        repr(raw)[2:-1],
        json.dumps(repr({"key": secret})),
        urllib.parse.quote(base64.b64encode(raw).decode(), safe=""),
    ]


@pytest.mark.parametrize("spelling", spellings(CANARY))
def test_every_spelling_is_hidden(spelling):
    shown = Redactor([CANARY]).redact(f"before {spelling} after")
    assert spelling.strip('"') not in shown
    assert "cAn4ry" not in shown
    assert shown.startswith("before ")
    assert shown.endswith(" after")


@pytest.mark.parametrize("user", ["", "u", "us", "use", "user", "AC123"])
def test_basic_authorization_is_hidden_at_each_offset(user):
    secret = "a-long-token-0123456789"
    header = base64.b64encode(f"{user}:{secret}".encode()).decode()
    shown = Redactor([secret]).redact(f"Authorization: Basic {header}")
    left = shown.removeprefix("Authorization: Basic ").replace(HIDDEN, "")
    # What stays is the user's part, and at most the characters that a neighbour shares.
    assert len(left) <= len(base64.b64encode(f"{user}:".encode())) + 4


@given(st.text(min_size=4, max_size=40), st.text(max_size=30), st.text(max_size=30))
def test_no_secret_survives(secret, before, after):
    shown = Redactor([secret]).redact(f"{before}{secret}{after}")
    assert HIDDEN in shown
    assert secret not in shown.replace(HIDDEN, "") or secret in before + after or secret in HIDDEN


@given(
    st.text('ab\\"é', min_size=4, max_size=9), st.text('ab\\"é', min_size=4, max_size=9), st.integers(0, 9)
)
def test_secrets_that_overlap_are_both_hidden(first, second, shared):
    shared = min(shared, len(first), len(second))
    if first[len(first) - shared :] != second[:shared]:
        shared = 0
    text = f"<{first}{second[shared:]}>"
    shown = Redactor([first, second]).redact(text)
    assert shown == f"<{HIDDEN}>" or shared == 0
    assert first not in shown
    assert second not in shown


@given(st.text(max_size=60))
def test_other_text_is_left_alone(text):
    redactor = Redactor(["never-in-the-text-0123456789"])
    assert redactor.redact(text) == text


def test_signatures_are_hidden_and_forgotten_in_order():
    redactor = Redactor()
    made = [hmac.new(b"key", str(n).encode(), hashlib.sha256).hexdigest() for n in range(4100)]
    for signature in made:
        redactor.register_signature(signature)
    assert redactor.redact(f"&signature={made[-1].upper()}") == f"&signature={HIDDEN}"
    assert redactor.redact(made[0]) == made[0]
    assert redactor.redact(made[4]) == HIDDEN


def test_a_secret_too_short_to_hide_is_refused():
    with pytest.raises(CredentialError, match="3 characters"):
        Redactor(["abc"])


def test_values_are_redacted_at_every_depth_and_by_name():
    redactor = Redactor([CANARY, "1234567890"])
    shown = redactor.redact_value(
        {
            "url": f"https://x/?k={CANARY}",
            CANARY: 1,
            "list": [{"deep": (CANARY, b"bytes " + CANARY.encode())}],
            "api_key": "unknown but named",
            "X-MBX-APIKEY": "unknown but named",
            "account": 1234567890,
            "error": ValueError(CANARY),
            "count": 3,
            "none": None,
        }
    )
    text = json.dumps(shown)
    assert "cAn4ry" not in text
    assert "unknown but named" not in text
    assert "1234567890" not in text
    assert shown["count"] == 3
    assert shown["none"] is None


def test_a_loop_in_a_value_ends():
    loop = {}
    loop["again"] = loop
    assert "..." in str(Redactor(["abcd"]).redact_value(loop))


def handler_with(redactor, formatter=None):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        formatter or logging.Formatter("%(message)s %(extra_url)s", defaults={"extra_url": ""})
    )
    handler.addFilter(RedactingFilter(redactor))
    return handler, stream


def signed_request(secret):
    raise ConnectionError(f"GET https://venue/order?signature={secret} failed")


def test_a_log_record_is_redacted_whole():
    handler, stream = handler_with(Redactor([CANARY]))
    log = logging.Logger("canary")
    log.addHandler(handler)
    log.info("plain %s", CANARY)
    log.warning(f"url {urllib.parse.quote(CANARY)}", extra={"extra_url": CANARY}, stack_info=True)
    log.error("arguments do not fit %d", CANARY)
    try:
        signed_request(CANARY)
    except ConnectionError:
        log.exception("failed")
    text = stream.getvalue()
    assert "cAn4ry" not in text
    assert text.count(HIDDEN) >= 4
    assert "ConnectionError" in text
    assert "signed_request" in text


def test_structlog_lines_are_redacted():
    stream = io.StringIO()
    hide = redacting_processor(Redactor([CANARY]))
    log = structlog.wrap_logger(
        structlog.PrintLogger(stream),
        processors=[structlog.processors.format_exc_info, hide, structlog.processors.JSONRenderer(), hide],
    )
    log.info("event " + CANARY, headers={"Authorization": "Bearer zzz"}, body=CANARY.encode())
    try:
        signed_request(CANARY)
    except ConnectionError:
        log.exception("failed", response={"url": CANARY})
    text = stream.getvalue()
    assert "cAn4ry" not in text
    assert "zzz" not in text
    assert [json.loads(line)["event"] for line in text.splitlines()] == [f"event {HIDDEN}", "failed"]


def test_a_secret_never_shows_itself():
    secret = Secret(CANARY)
    shown = f"{secret} {secret!r} {secret:>40} {[secret]} { ({'k': secret})!r} " + "%s %r" % (secret, secret)  # noqa: UP031
    assert "cAn4ry" not in shown
    with pytest.raises(TypeError):
        json.dumps({"k": secret})
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(CredentialError, match="pickled"):
            pickle.dumps(secret, protocol)
    assert copy.copy(secret) is secret
    assert copy.deepcopy({"k": secret})["k"] is secret
    assert secret == Secret(CANARY)
    assert secret != Secret("other")
    assert bool(secret)
    assert not Secret("")
    assert secret.reveal() == CANARY
    with pytest.raises(TypeError):
        hash(secret)


def test_a_traceback_with_locals_does_not_show_a_secret():
    def failing(held):
        raise ValueError(held)

    try:
        failing(Secret(CANARY))
    except ValueError as error:
        text = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "cAn4ry" not in text
    assert "Secret(" in text


def test_a_secret_is_text():
    with pytest.raises(CredentialError, match="bytes"):
        Secret(b"abcd")
