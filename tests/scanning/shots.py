"""Symbols as bad cameras show them, drawn by rules of optics alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from devices.scanning.pictures import Pixels
from devices.simulators.pen import qr_modules

QUIET = 4


@dataclass(frozen=True)
class Camera:
    """`module` pixels a module; `blur` is the spread of its lens in pixels, `noise` in grey levels; `tilt`
    moves two corners inwards, as a share of the side; `light` and `ink` are grey levels; `bow` is how far, in
    modules, the middle of the symbol bulges sideways."""

    module: float = 2.0
    blur: float = 0.8
    noise: float = 4.0
    tilt: float = 0.04
    turn: float = 7.0
    ink: float = 60.0
    light: float = 200.0
    bow: float = 0.0


def shot(payload: bytes, camera: Camera, seed: int = 1, size: tuple[int, int] = (360, 480)) -> Pixels:
    """A grey frame with the symbol in its middle."""
    rng = np.random.default_rng(seed)
    modules = np.pad(qr_modules(payload), QUIET)
    fine = np.kron(255 * (1 - modules), np.ones((16, 16))).astype(np.float32)
    side = len(modules) * camera.module
    flat = cv2.warpPerspective(
        _bulged(fine, 16 * camera.bow),
        _pose(len(fine), side, camera, size, rng),
        (size[1] * 4, size[0] * 4),
        flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=150.0,
    )
    small = cv2.resize(flat, size[::-1], interpolation=cv2.INTER_AREA)
    seen = cv2.GaussianBlur(small, (0, 0), camera.blur) / 255 * (camera.light - camera.ink) + camera.ink
    frame: Pixels = np.clip(seen + rng.normal(0, camera.noise, seen.shape), 0, 255).astype(np.uint8)
    return frame


def _pose(fine: int, side: float, camera: Camera, size: tuple[int, int], rng: Any) -> Any:
    half = 4 * side / 2
    inwards = 1 - 2 * camera.tilt
    corners = np.array([[-half, -half], [half, -half * inwards], [half, half * inwards], [-half, half]])
    angle = np.deg2rad(camera.turn)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array([size[1] * 2, size[0] * 2]) + rng.uniform(-6, 6, 2)
    square = np.array([[0, 0], [fine, 0], [fine, fine], [0, fine]], np.float32)
    return cv2.getPerspectiveTransform(square, (corners @ turn.T + middle).astype(np.float32))


def _bulged(fine: Any, most: float) -> Any:
    if not most:
        return fine
    y, x = np.indices(fine.shape, np.float32)
    aside = most * np.sin(np.pi * y / len(fine))
    return cv2.remap(fine, x + aside, y, cv2.INTER_LINEAR, borderValue=255.0)
