"""Reads codes with a camera and the decoder: the citizen holds the card still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from config.schema import DeviceChoice
from devices.registry import build, driver
from devices.scanning.coach import Coach
from devices.scanning.decoder import Decoder, DecodeResult
from devices.scanning.mrz.reading import in_colour, prepare
from devices.scanning.qr.fusion import Fusion
from devices.scanning.waiting import RealWaiter, Waiter
from kiosk.identity.mrz import SYMBOLOGY
from kiosk.ports.codes import CodeReader, Frame, FrameSource, Glimpse, Reading
from kiosk.ports.device import Fault, Health

FORGET_S = 1.0
ZONE_EVERY = 3
CODE_FIRST_S = 1.5
CALM_S, REST_S = 2.0, 0.25
"""Seconds: once nothing has moved for `CALM_S`, the reader looks only every `REST_S`. An empty desk costs
little, and a card that is laid there is still seen at once.
"""
LOOK_S, CHANGED = 1.0, 8
"""While nothing moves, a picture is searched for codes when some cell differs from the last searched one by
more than `CHANGED` levels of a colour, and once in `LOOK_S` seconds. A cell of a frame 1280 pixels wide is
the mean of 400 pixels, so that a camera's noise is far below it.
"""
STILL = 2.0
"""Grey levels by which a picture differs from the last at most, on average, where nothing moves."""
Report = Callable[[Glimpse], object]


@driver("reader.camera", port=CodeReader)
class CameraReader:
    """Decodes frame after frame until one code is read for certain."""

    @dataclass(frozen=True)
    class Options:
        """Holds the driver's options: `camera` is the frame source below. Seconds: `frame_s` from one look to
        the next, `missing_s` until an absent camera is given up, `patience_s` until a code that resists is
        called unreadable, and `coached_s` the same where a hint says what to do. `mirrored` turns round the
        picture on the citizen's screen, for a camera that faces her.
        """

        camera: DeviceChoice
        frame_s: float = 0.07
        missing_s: float = 1.0
        patience_s: float = 6.0
        coached_s: float = 18.0
        mirrored: bool = False

    def __init__(
        self, options: Options, source: FrameSource | None = None, waiter: Waiter | None = None
    ) -> None:
        self.camera = options.camera
        self.source: FrameSource = source or build(options.camera, FrameSource, production=False)
        self._options = options
        self._waiter = waiter or RealWaiter()
        self._decoder = Decoder()
        self._report: Report | None = None

    def open(self) -> Fault | None:
        """Loads the decoders, prepares the glyphs of card zones, and connects the camera."""
        self._decoder.open()
        prepare()
        return self.source.open()

    def close(self) -> None:
        """Closes camera and decoders."""
        self.source.close()
        self._decoder.close()

    def health(self) -> Health:
        """Reports the camera's health."""
        return self.source.health()

    def stop(self) -> None:
        """Ends a waiting `read` with `no_code`; called from another thread."""
        self._waiter.stop()

    def watch(self, report: Report | None) -> None:
        """Sets the callback to which a waiting `read` reports each frame."""
        self._report = report

    def read(self, wait_s: float) -> Reading | Fault:
        """Looks for a code for up to `wait_s` seconds. `code_unreadable` once a code has resisted for
        `patience_s`, or at the end; `camera_missing` when there are no pictures; else `no_code`.
        """
        self._waiter.begin()
        began = self._waiter.monotonic()
        watch = _Watch(self._options, coach=Coach(self._options.mirrored))
        while not self._waiter.stopped:
            now = self._waiter.monotonic()
            outcome = watch.saw_nothing(now) if now - began >= wait_s else self._look(watch, now)
            if outcome is not None:
                return outcome
            apart_s = max(self._options.frame_s, REST_S if watch.is_calm(now) else 0.0)
            self._waiter.pause(max(0.0, apart_s - (self._waiter.monotonic() - now)))
        return Fault("no_code", "stopped")

    def _look(self, watch: _Watch, now: float) -> Reading | Fault | None:
        frame = self.source.frame()
        if isinstance(frame, Fault):
            return watch.missed(frame, now)
        watch.missing_since = None
        if watch.is_calm(now) and watch.is_same(glimpse := watch.coach.glanced(frame.pixels), now):
            self._tell(glimpse)
            return None
        sight = self._decoder.look(frame.pixels, watch.fusion)
        glimpse = watch.coach.saw(frame.pixels, sight, now)
        watch.moved(glimpse, now)
        self._tell(glimpse)
        outcome = watch.saw(sight, now, coached=glimpse.hint is not None)
        if outcome is None and watch.wants_zone(sight, now):
            return _zone(frame)
        return outcome

    def _tell(self, glimpse: Glimpse) -> None:
        if self._report is not None:
            self._report(glimpse)


@dataclass
class _Watch:
    """Holds what one `read` has seen so far."""

    options: CameraReader.Options
    coach: Coach
    fusion: Fusion = field(default_factory=Fusion)
    missing_since: float | None = None
    resists_since: float | None = None
    resisted_at: float = 0.0
    without_code: int = 0
    moved_at: float | None = None
    searched_at: float = 0.0
    last: bytes = field(default=b"", repr=False)
    doubtful: bytes | None = field(default=None, repr=False)

    def moved(self, glimpse: Glimpse, now: float) -> None:
        """Notes if something moves, lies there, or is to be held otherwise."""
        lies = glimpse.hint is not None or self.resists_since is not None
        apart = self._apart(glimpse.picture)
        if lies or self.moved_at is None or apart is None or apart.mean() > STILL:
            self.moved_at = now
        self.last, self.searched_at = glimpse.picture, now

    def is_calm(self, now: float) -> bool:
        """Says if nothing has moved for a while."""
        return self.moved_at is not None and now - self.moved_at >= CALM_S

    def is_same(self, glimpse: Glimpse, now: float) -> bool:
        """Says if this picture is the one that was searched last, a moment ago."""
        apart = self._apart(glimpse.picture)
        return now - self.searched_at < LOOK_S and apart is not None and apart.max() <= CHANGED

    def _apart(self, picture: bytes) -> Any:
        """Gives how many levels each cell differs from the last picture; None for another size."""
        import numpy as np

        if len(picture) != len(self.last):
            return None
        pair = (np.frombuffer(one, np.uint8).astype(np.int16) for one in (picture, self.last))
        return np.abs(next(pair) - next(pair))

    def missed(self, fault: Fault, now: float) -> Fault | None:
        """Notes a missing picture; a short gap is allowed, so that a loose cable costs nothing."""
        if self.missing_since is None:
            self.missing_since = now
        return fault if now - self.missing_since >= self.options.missing_s else None

    def saw(self, sight: DecodeResult, now: float, *, coached: bool) -> Reading | Fault | None:
        """Notes a picture and its symbols. Of several symbols the largest counts: it is the one held to the
        camera. While a hint says what to do (`coached`), a code that resists is not given up so soon.
        """
        if sight.symbols:
            return self._accept(sight.symbols[0].payload)
        if sight.resisting:
            self.resists_since = now if self.resists_since is None else self.resists_since
            self.resisted_at = now
        elif now - self.resisted_at > FORGET_S:
            self.resists_since = None
        patience = max(self.options.patience_s, self.options.coached_s if coached else 0.0)
        if self.resists_since is not None and now - self.resists_since >= patience:
            return Fault("code_unreadable")
        return None

    def wants_zone(self, sight: DecodeResult, now: float) -> bool:
        """Says if it is time to look for a card's machine-readable zone: on every third frame without a
        code, and on each that is searched while nothing moves.
        A card that has both is read by its code, which says more: one that resists is waited for a while.
        """
        waits = self.resists_since is not None and now - self.resists_since < CODE_FIRST_S
        if sight.symbols or waits:
            return False
        self.without_code += 1
        return self.is_calm(now) or self.without_code % ZONE_EVERY == 0

    def saw_nothing(self, now: float) -> Fault:
        """Gives the result when the time is over."""
        if self.missing_since is not None:
            return Fault("camera_missing", f"no picture for {now - self.missing_since:.1f} s")
        return Fault("no_code" if self.resists_since is None else "code_unreadable")

    def _accept(self, payload: bytes) -> Reading | None:
        """Accepts a payload: strict UTF-8 is certain enough; anything else must be read twice alike."""
        if _is_text(payload) or payload == self.doubtful:
            return Reading(payload)
        self.doubtful = payload
        return None


def _zone(frame: Frame) -> Reading | None:
    found = in_colour(frame.pixels)
    return None if found is None else Reading("\n".join(found.lines).encode("ascii"), SYMBOLOGY)


def _is_text(payload: bytes) -> bool:
    try:
        payload.decode("utf-8", "strict")
    except UnicodeDecodeError:
        return False
    return True
