"""Starts this machine's service again, and says whether it is well."""

from __future__ import annotations

import subprocess

from config.schema import Profile
from kiosk.http import Answer, HttpClient
from ui.wiring.applying import Restart
from ui.wiring.units import PREFIX

_RESTART_S = 110.0


class Service:
    """Works the systemd unit that `./run install` wrote for a profile's role."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._unit = f"{PREFIX}{profile.role}.service"

    def restart(self) -> None:
        """Starts the unit again. Raises Restart."""
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program
                ["systemctl", "restart", self._unit],  # noqa: S607
                capture_output=True,
                text=True,
                check=False,
                timeout=_RESTART_S,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Restart(type(error).__name__) from error
        if done.returncode:
            raise Restart(done.stderr.strip())

    def is_well(self) -> bool:
        """Says if the unit runs; of a hub, if it answers and can use its database."""
        done = subprocess.run(  # noqa: S603 - a fixed program
            ["systemctl", "is-active", "--quiet", self._unit],  # noqa: S607
            capture_output=True,
            check=False,
        )
        if done.returncode or self._profile.role != "hub":
            return done.returncode == 0
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self._profile.hub.host, self._profile.hub.host)  # noqa: S104
        answer = HttpClient(f"http://{host}:{self._profile.hub.port}").get("/health")
        return isinstance(answer, Answer) and answer.status == 200 and answer.ours
