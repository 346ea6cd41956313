"""A service that speaks gTTS's protocol on the loopback, reached as a proxy; it hums, and fails as told."""

from __future__ import annotations

import base64
import datetime
import json
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from urllib.parse import parse_qs

import lameenc
import numpy as np
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

MS_A_LETTER = 65


class Service(ThreadingTCPServer):
    """Answers in the order of `faults`, then well. A fault is a status ("429", or "429 7" to retry after 7 seconds),
    or hang, reset, silent, short, broken, garbage, half.

    `texts` are the (words, language) asked for, in their order; `most_at_once` how many requests were open together.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, certificate: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.faults: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.most_at_once = self.open = 0
        self.over = threading.Event()
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate)

    @property
    def url(self) -> str:
        """Where the proxy is."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no news."""


@contextmanager
def serve(certificate: Path) -> Iterator[Service]:
    """A running service."""
    with Service(certificate) as service:
        thread = threading.Thread(target=service.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield service
        finally:
            service.over.set()
            service.shutdown()
            thread.join()


def make_certificate(path: Path) -> None:
    """Write a key and a certificate that nobody trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=36_500))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))


def hum(duration_ms: float) -> bytes:
    """An MP3 of a tone between two stretches of noise that is too soft to be heard."""
    count = round(24 * duration_ms)
    tone = 6_000 * np.sin(np.arange(count) * 2 * np.pi * 220 / 24_000)
    edge = 60 * np.sin(np.arange(24 * 200) * 2 * np.pi * 500 / 24_000)
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(64)
    encoder.set_in_sample_rate(24_000)
    encoder.set_channels(1)
    encoder.set_quality(9)
    encoder.silence()
    samples = np.concatenate((edge, tone, edge)).astype(np.int16)
    return bytes(encoder.encode(samples.tobytes()) + encoder.flush())


class _Handler(StreamRequestHandler):
    server: Service

    def handle(self) -> None:
        assert self.rfile.readline().startswith(b"CONNECT ")
        self._headers()
        self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with self.server.tls.wrap_socket(self.request, server_side=True) as tls, tls.makefile("rwb") as stream:
            self.rfile = stream
            assert stream.readline().startswith(b"POST ")
            body = stream.read(int(self._headers()["content-length"])).decode()
            words, language, *_ = json.loads(json.loads(parse_qs(body)["f.req"][0])[0][0][1])
            self.server.texts.append((words, language))
            self.server.open += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.open)
            fault = self.server.faults.pop(0) if self.server.faults else ""
            stream.write(self._answer(fault, words, tls))
            stream.flush()
            self.server.open -= 1

    def _headers(self) -> dict[str, str]:
        headers = {}
        while line := self.rfile.readline().strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        return headers

    def _answer(self, fault: str, words: str, tls: ssl.SSLSocket) -> bytes:
        if fault[:3].isdecimal():
            status, _, wait = fault.partition(" ")
            return _response(b"", f"{status} Failed", f"Retry-After: {wait}\r\n" if wait else "")
        if fault == "hang":
            self.server.over.wait()
            return b""
        if fault == "reset":
            tls.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return b""
        audio = hum(MS_A_LETTER * len(words))
        match fault:
            case "short":
                audio = hum(MS_A_LETTER * len(words) * 0.3)
            case "garbage":
                audio = b"no sound " * 100
            case "silent":
                return _response(_envelope("[]"))
            case "broken":
                return _response(_envelope('[\\"' + base64.b64encode(audio).decode()[:-41] + '\\"]'))
            case "half":
                return _response(_envelope('[\\"' + base64.b64encode(audio).decode() + '\\"]'))[:-500]
            case "empty":
                return _response(b")]}'\n\n[]")
            case _:
                pass
        return _response(_envelope('[\\"' + base64.b64encode(audio).decode() + '\\"]'))


def _envelope(content: str) -> bytes:
    return (
        f')]}}\'\n\n123\n[["wrb.fr","jQ1olc","{content}",null,null,null,"generic"],["di",99]]\n25\n[["e",4]]\n'.encode()
    )


def _response(body: bytes, status: str = "200 OK", extra: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n{extra}"
    return f"{head}Connection: close\r\n\r\n".encode() + body
