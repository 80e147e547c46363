"""The hub's server: how it takes connections."""

from __future__ import annotations

import socket

from kiosk.hub.service import _listening


def test_an_answer_on_a_kept_connection_does_not_wait_for_the_clients_ack() -> None:
    with _listening("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
