"""A real mail server and a real HTTPS server on loopback, with certificates made for the test."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def _signed(name, alternatives, *, key, issuer, issuer_key, authority):
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, key_cert_sign=authority, crl_sign=authority, content_commitment=False,
                key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )  # fmt: skip


class Certificates:
    """An authority, and a server's certificate for 127.0.0.1 and localhost (or for another name)."""

    def __init__(self, folder, names=("localhost", "127.0.0.1")):
        authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        given = {"issuer": "test authority", "issuer_key": authority_key}
        root = _signed(
            "test authority", [x509.DNSName("ca.test")], key=authority_key, authority=True, **given
        )
        alternatives = [
            x509.IPAddress(ipaddress.ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
            for name in names
        ]
        leaf = _signed("server", alternatives, key=key, authority=False, **given)
        self.root = folder / "root.pem"
        self.root.write_bytes(root.public_bytes(serialization.Encoding.PEM))
        both = folder / "server.pem"
        both.write_bytes(
            leaf.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(both)
        self.client = ssl.create_default_context(cafile=str(self.root))


class HttpsServer:
    """Keeps every request, and answers as told.

    ``answer(request_number) -> (status, headers, body)``; a body that is a callable writes to the socket by itself.
    """

    def __init__(self, certificates):
        self.requests = []
        self.answer = lambda number: (200, {}, b"ok")
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.requests.append((self.path, dict(self.headers), body))
                status, headers, answer = outer.answer(len(outer.requests))
                if callable(answer):
                    answer(self)
                    return
                self.send_response(status)
                for name, value in {"Content-Length": str(len(answer)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *words):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def finish_request(self, request, address):
                try:
                    request.settimeout(20)
                    with certificates.server.wrap_socket(request, server_side=True) as wrapped:
                        super().finish_request(wrapped, address)
                except OSError:
                    pass  # clients that refuse our certificate or hang up are what is tested

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.url = f"https://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Inbox:
    def __init__(self):
        self.mails = []
        self.refuse = None

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.refuse:
            return self.refuse
        encrypted = server.transport.get_extra_info("ssl_object") is not None
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.content, encrypted))
        return "250 OK"


@contextmanager
def mail_server(certificates, *, user="watch", password="canary-mail-password", tls=True, tls_first=False):
    inbox = Inbox()

    def authenticate(server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    class MailController(Controller):
        def _trigger_server(self):
            self.port = self.server.sockets[0].getsockname()[1]
            super()._trigger_server()

        def factory(self):
            if not tls or tls_first:
                return SMTP(self.handler, hostname="mail.test")
            return SMTP(
                self.handler, hostname="mail.test", tls_context=certificates.server, require_starttls=True,
                authenticator=authenticate, auth_required=True,
            )  # fmt: skip

    context = certificates.server if tls_first else None
    controller = MailController(inbox, hostname="127.0.0.1", port=0, ssl_context=context)
    controller.start()
    inbox.port = controller.port
    try:
        yield inbox
    finally:
        controller.stop()
