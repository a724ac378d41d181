"""Addresses that a webhook must not reach, in every way they can be written."""

from __future__ import annotations

import socket
import threading

import pytest

from rustybt.exceptions import AlertError, ConfigurationError
from rustybt.live.webhook_guard import AddressPolicy, WebhookTarget, post, refused
from tests.live.alert_servers import Certificates, HttpsServer

PUBLIC = [
    "93.184.216.34",
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700:4700::1111",
    "2a00:1450::1",
]
NOT_PUBLIC = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1",
    "172.31.255.255", "192.168.0.1", "169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200",
    "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1", "2001::1",
    "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "3fff::1", "5f00::1", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "nonsense", "", "127.1", "0x7f000001",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address):
    assert refused(address) is None
    assert AddressPolicy().refuses(address) is None


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_other_addresses_are_refused(address):
    assert refused(address)
    assert AddressPolicy().refuses(address)


# As the system's resolver reads them: short, decimal, octal and hexadecimal spellings of 127.0.0.1.
@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0177.0.0.1", "0x7f.1", "0x7f000001", "localhost", "[::1]"]
)
def test_spellings_of_loopback_are_refused_once_resolved(host):
    target = WebhookTarget.parse(f"https://{host}/")
    with pytest.raises(AlertError, match=r"may not be written to|cannot be resolved"):
        post(target, b"", {}, policy=AddressPolicy())


def test_a_name_with_one_bad_address_is_refused():
    target = WebhookTarget.parse("https://rebind.example/")
    with pytest.raises(AlertError, match=r"is 10\.0\.0\.1"):
        post(target, b"", {}, policy=AddressPolicy(), resolve=lambda *_: ["93.184.216.34", "10.0.0.1"])


def test_a_name_is_resolved_once_and_pinned(tmp_path):
    certificates = Certificates(tmp_path, names=("rebind.example",))
    asked = []

    def resolve(host, port):
        asked.append(host)
        # A second question would be answered with another address.
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    with HttpsServer(certificates) as server:
        target = WebhookTarget.parse(f"https://rebind.example:{server.port}/hook")
        policy = AddressPolicy.parse("127.0.0.1/32")
        reply = post(target, b"{}", {}, policy=policy, context=certificates.client, resolve=resolve)
        assert (reply.status, reply.body) == (200, b"ok")
        [(path, headers, body)] = server.requests
        assert (path, headers["Host"], body) == ("/hook", f"rebind.example:{server.port}", b"{}")
        assert asked == ["rebind.example"]
        with pytest.raises(AlertError, match=r"is 127\.0\.0\.2"):
            post(target, b"{}", {}, policy=policy, context=certificates.client, resolve=resolve)
        assert len(server.requests) == 1


def test_a_resolver_that_hangs_or_fails_is_told():
    target = WebhookTarget.parse("https://slow.example/")
    release = threading.Event()

    def hang(host, port):
        release.wait(5)
        return []

    def fail(host, port):
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(AlertError, match=r"not resolved within 0\.1 s"):
        post(target, b"", {}, policy=AddressPolicy(), timeout=0.1, resolve=hang)
    release.set()
    with pytest.raises(AlertError, match="Name or service not known"):
        post(target, b"", {}, policy=AddressPolicy(), resolve=fail)


def test_a_closed_port_is_told():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        target = WebhookTarget.parse(f"https://127.0.0.1:{held.getsockname()[1]}/")
        with pytest.raises(AlertError, match="Connection refused"):
            post(target, b"", {}, policy=AddressPolicy.parse("127.0.0.0/8"))


def test_an_allowed_network_is_that_network_only():
    policy = AddressPolicy.parse("10.1.2.0/24, fd00:1::/32")
    assert policy.refuses("10.1.2.3") is None
    assert policy.refuses("fd00:1::5") is None
    assert policy.refuses("10.1.3.3")
    assert policy.refuses("::ffff:10.1.2.3")
    assert policy.refuses("nonsense")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "ftp://example.com/", "https://", "https:///path", "example.com", "", "https://[::1",
        "https://user@example.com/", "https://user:canary@example.com/", "https://example.com/#f",
        "https://example.com:99999/", "https://example.com:x/", "https://exa mple.com/",
        "https://example.com/\r\nHost: x",
        "https://exämple.com/", "https://example.com/" + "x" * 2048, "file:///etc/passwd",
        "https://example.com\\@evil/",
    ],
)  # fmt: skip
def test_urls_that_are_refused(url):
    with pytest.raises(ConfigurationError) as caught:
        WebhookTarget.parse(url)
    assert "canary" not in str(caught.value)


def test_a_url_shows_its_host_only():
    target = WebhookTarget.parse("https://hooks.example.com:8443/services/canary?k=canary")
    assert (target.host, target.port, target.path) == ("hooks.example.com", 8443, "/services/canary?k=canary")
    assert "canary" not in repr(target)
    assert WebhookTarget.parse("https://hooks.example.com").path == "/"


def test_a_message_that_is_too_large_is_not_sent():
    with pytest.raises(AlertError, match="65537 bytes"):
        post(WebhookTarget.parse("https://127.0.0.1/"), b"x" * 65_537, {}, policy=AddressPolicy())
