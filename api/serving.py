"""Serving the application with granian until Ctrl-C."""

import contextlib
import multiprocessing
import os
import socket
from collections.abc import Callable

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from api.settings import Settings
from schemas.errors import SettingsError

STOP_SECONDS = 10
"""Time that open requests get to finish after Ctrl-C."""


def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    workers: int = 1,
    on_listening: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until SIGINT or SIGTERM; requests that have begun are finished.

    *on_listening* is told the address once connections are accepted. Port 0 takes a free one.

    Raises:
        SettingsError: the address cannot be used.
    """
    bound = _free_port(host, port)
    # The server's processes are made anew and read their settings from the environment; forked
    # ones would share threads of this process that do not survive a fork.
    os.environ.update(settings.to_env())
    if multiprocessing.get_start_method(allow_none=True) != "spawn":
        multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "api.app:app_from_env",
        address=host,
        port=bound,
        interface=Interfaces.ASGI,
        workers=workers,
        factory=True,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=STOP_SECONDS,
    )
    shown = f"[{host}]" if ":" in host else host
    server.on_startup(lambda: on_listening(f"http://{shown}:{bound}"))
    server.serve()


def _free_port(host: str, port: int) -> int:
    """Return *port* (a free one for 0) after making sure that it can be bound."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with contextlib.closing(socket.socket(family, kind, protocol)) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            return int(trial.getsockname()[1])
    except (OSError, OverflowError) as error:
        raise SettingsError(
            f"cannot listen on {host}:{port}: {getattr(error, 'strerror', None) or error}",
            hint="Choose another with --port, for instance --port 8001.",
        ) from None
