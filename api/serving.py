"""Serving the application with granian until Ctrl-C."""

import contextlib
import math
import multiprocessing
import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from api.settings import Settings
from schemas.errors import SettingsError

START_SECONDS = 60.0
"""Longest time that the server's processes are waited for before the address is told."""


def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    workers: int = 1,
    on_listening: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until SIGINT or SIGTERM; answers that have begun are finished.

    They get `Settings.shutdown_seconds` for it, while new connections are refused, so that a
    proxy before several servers asks another. *on_listening* is told the address once
    connections are accepted. Port 0 takes a free one.

    Raises:
        SettingsError: the address cannot be used.
    """
    bound = _free_port(host, port)
    # The server's processes are made anew and read their settings from the environment; forked
    # ones would share threads of this process that do not survive a fork.
    os.environ.update(settings.to_env())
    numbers = contextlib.ExitStack()
    if workers > 1:  # the processes count together, so that any of them tells the numbers of all
        folder = numbers.enter_context(tempfile.TemporaryDirectory(prefix="dateline-metrics-"))
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
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
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=math.ceil(settings.shutdown_seconds),
    )
    shown = f"[{host}]" if ":" in host else host
    told = threading.Thread(
        target=lambda: on_listening(f"http://{shown}:{bound}") if _accepts(host, bound) else None,
        name="listening",
        daemon=True,
    )
    server.on_startup(told.start)
    with numbers:
        server.serve()


def _accepts(host: str, port: int) -> bool:
    """Wait until somebody accepts connections; return whether that came."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound here
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((reached, port), timeout=1):
            return True
        time.sleep(0.02)
    return False


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
