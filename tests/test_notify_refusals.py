"""Which refusals are final, by what Apprise says of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from watcher.notify.refusals import asked, cause, is_final

UNRESOLVED = (
    "Socket Exception: HTTPConnectionPool(host='a.example', port=80): Max retries exceeded with url: /x (Caused by "
    "NameResolutionError(\"HTTPConnection(host='a.example', port=80): Failed to resolve 'a.example' ([Errno {}] {})\"))"
)
UNKNOWN = UNRESOLVED.format(-2, "Name or service not known")
REFUSED = (
    "Socket Exception: HTTPConnectionPool(host='127.0.0.1', port=1): Max retries exceeded with url: /x (Caused by "
    "NewConnectionError('Failed to establish a new connection: [Errno 111] Connection refused'))"
)


def answered(status: int) -> str:
    return f"Failed to send JSON POST notification: What it means., error={status}."


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 413, 422])
def test_answers_that_blame_the_message_or_the_sender_are_final(status: int) -> None:
    assert is_final([answered(status)])


@pytest.mark.parametrize("status", [200, 302, 408, 409, 423, 425, 429, 500, 502, 503, 504, 599])
def test_other_answers_pass(status: int) -> None:
    assert not is_final([answered(status)])


@pytest.mark.parametrize(
    ("said", "final"),
    [
        ([UNKNOWN], True),
        ([UNRESOLVED.format(-5, "No address associated with hostname")], True),
        ([UNRESOLVED.format(-3, "Temporary failure in name resolution")], False),
        ([REFUSED], False),
        (["Socket Exception: HTTPSConnectionPool(host='x', port=443): Read timed out. (read timeout=4.0)"], False),
        (["Matrix server requested we throttle back 9000ms; retries left 0.", answered(404)], False),
        (["the service is out of order"], False),
        ([], False),
    ],
)  # fmt: skip
def test_a_host_that_nobody_knows_is_final_and_one_that_does_not_answer_is_not(said: list[str], final: bool) -> None:
    assert is_final(said) is final


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (UNKNOWN, "Name or service not known"),
        (REFUSED, "Connection refused"),
        ("Socket Exception: HTTPSConnectionPool(host='x', port=443): Read timed out. (read timeout=4.0)", "timed out"),
        (
            "Socket Exception: HTTPSConnectionPool(host='x', port=443): Max retries exceeded (Caused by SSLError("
            "SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: expired (_')))",
            "certificate verify failed: expired",
        ),
        ("JSON Payload: {'message': '[Errno 5] It broke'}", ""),
        (answered(404), ""),
    ],
)  # fmt: skip
def test_why_there_was_no_connection_is_named(said: str, why: str) -> None:
    assert cause([said, said]) == why


def test_of_several_recipients_all_have_to_refuse_for_good() -> None:
    assert is_final([answered(404), answered(403)])
    assert not is_final([answered(404), answered(503)])
    assert not is_final([answered(404), REFUSED])


@pytest.mark.parametrize(("code", "final"), [(134, True), (135, True), (136, False), (137, False), (151, False)])
def test_a_broker_that_refuses_the_login_does_so_for_good_and_one_that_is_busy_does_not(code: int, final: bool) -> None:
    assert is_final([f"the MQTT broker refused: …, error={code}"]) is final


def test_what_an_article_says_is_no_answer() -> None:
    assert not is_final(
        ["JSON Payload: {'message': \"Socket Exception Failed to resolve 'a' ([Errno -2] x)\"}", REFUSED]
    )


@pytest.mark.parametrize(
    ("answer", "pause"),
    [
        ('b\'{"ok":false,"error_code":429,"parameters":{"retry_after":35}}\'', timedelta(seconds=35)),
        (
            'b\'{"message": "You are being rate limited.", "retry_after": 64.57, "global": false}\'',
            timedelta(seconds=64.57),
        ),
        ("b'{\"retry_after\": 999999}'", timedelta(days=1)),
        ("b'slow down'", None),
    ],
)
def test_how_long_a_service_asks_to_be_left_alone_is_read(answer: str, pause: timedelta | None) -> None:
    assert asked([answered(429), f"Response Details:\r\n{answer}"]) == pause


def test_only_an_answer_asks_for_a_pause() -> None:
    assert asked(["JSON Payload: {'message': '\"retry_after\": 35'}"]) is None
