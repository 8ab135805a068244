"""The web's faults: what went wrong between us and a server, in words for a person."""

from __future__ import annotations

import os
import ssl

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError

from watcher.model import Fault
from watcher.text import reader_text, shortened

# What aiohttp raises for weather. Everything else is a fault of ours and passes.
WEATHER = (aiohttp.ClientError, HttpProcessingError, OSError)


class Fails(Exception):
    """A fault on its way up to the value it becomes; it never leaves this package."""

    def __init__(self, fault: Fault, why: str) -> None:
        super().__init__(why)
        self.fault = fault
        self.why = plain(why)


class Refused(OSError):
    """The guard refuses the address that was to be dialled. An OSError, because that is what a connector expects.

    All are worded alike: of several different errors, aiohappyeyeballs keeps only the text.
    """

    def __init__(self, why: str) -> None:
        super().__init__("refused by the guard")
        self.why = why


def plain(text: str) -> str:
    """`text` on one line without control characters, 300 characters at most: much of it comes from strangers."""
    return shortened(reader_text(text), 300)


def told(error: Exception, host: str) -> Fails:
    """`error`, one of WEATHER, as a fault of `host`."""
    match error:
        case aiohttp.ClientConnectorError(os_error=Refused() as refused):
            return refusal(host, refused.why)
        case aiohttp.ClientProxyConnectionError():
            return Fails(Fault.CONNECT, f"no connection to the proxy: {_reason(error.os_error)}")
        case aiohttp.ClientHttpProxyError():
            return Fails(Fault.CONNECT, f"the proxy answers {error.status} instead of leading to {host}")
        case aiohttp.ClientConnectorDNSError():
            return Fails(Fault.DNS, f"the name {host} cannot be resolved: {_reason(error.os_error)}")
        case aiohttp.ClientConnectorCertificateError(certificate_error=ssl.SSLCertVerificationError() as bad):
            return Fails(Fault.TLS, f"the certificate of {host} is not to be trusted: {bad.verify_message}")
        case aiohttp.ClientSSLError():
            return Fails(Fault.TLS, f"no secure connection to {host}: {_reason(error.os_error)}")
        case ssl.SSLError():
            return Fails(Fault.TLS, f"the secure connection to {host} broke: {_reason(error)}")
        case aiohttp.ClientConnectorError():
            return Fails(Fault.CONNECT, f"no connection to {host}: {_reason(error.os_error)}")
        case aiohttp.InvalidURL():
            return refusal(host, "the address cannot be read")
        case _:
            return Fails(Fault.PROTOCOL, _broken(error, host))


def refusal(host: str, why: str) -> Fails:
    """The guard's word on `host`, "" where the address names none."""
    return Fails(Fault.ADDRESS, f"{host} is not opened: {why}" if host else why)


def _broken(error: Exception, host: str) -> str:
    match error:
        case aiohttp.ServerDisconnectedError():
            return f"{host} closed the connection without an answer"
        case aiohttp.ClientPayloadError():
            return f"the answer of {host} broke off or is garbled"
        case aiohttp.ClientResponseError() | HttpProcessingError():
            return f"the answer of {host} is not HTTP: {_first_words(error.message)}"
        case _:
            return f"the connection to {host} broke: {_reason(error)}"


def _first_words(message: str) -> str:
    """What aiohttp's parser says before it shows the bytes it stumbled over."""
    return message.strip().partition("\n")[0].partition(": b")[0].rstrip(":")


def _reason(error: Exception) -> str:
    """The cause in the system's words: never a class name, never another library's tuple."""
    if isinstance(error, ssl.SSLError) and error.reason:
        return error.reason.replace("_", " ").lower()
    if isinstance(error, OSError):
        known = os.strerror(error.errno).lower() if error.errno and error.errno > 0 else ""
        return known or error.strerror or str(error) or "no reason was given"
    return str(error) or "no reason was given"
