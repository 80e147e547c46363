"""Lines to the virtual printer that are not TCP: a pseudo-terminal, a USB bus, a print queue."""

from __future__ import annotations

import contextlib
import errno
import os
import pty
import select
import socket
import struct
import sys
import textwrap
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import usb.backend
import usb.core

from devices.printing import usb_wire
from devices.simulators.vprinter import VirtualPrinter

VENDOR, PRODUCT = 0x04B8, 0x0E28


@contextlib.contextmanager
def serial_line(simulator: VirtualPrinter) -> Iterator[str]:
    """The device file of a serial line to the printer. A line says nothing when the printer is away."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    ended = threading.Event()
    carrier = threading.Thread(target=_carry, args=(master, simulator.port, ended), daemon=True)
    carrier.start()
    yield os.ttyname(slave)
    ended.set()
    carrier.join(5)
    os.close(slave)
    os.close(master)


def _carry(master: int, port: int, ended: threading.Event) -> None:
    printer: socket.socket | None = None
    while not ended.is_set():
        if printer is None:
            printer = _reached(port)
        handles: list[Any] = [master] if printer is None else [master, printer]
        ready, _, _ = select.select(handles, [], [], 0.02)
        try:
            if printer is not None and printer in ready:
                answer = printer.recv(4096)
                if not answer:
                    raise ConnectionResetError
                os.write(master, answer)
            if master in ready:
                data = os.read(master, 512)
                if printer is not None:
                    _send(printer, data, ended)
        except OSError:
            if printer is not None:
                printer.close()
            printer = None
    if printer is not None:
        printer.close()


def _send(printer: socket.socket, data: bytes, ended: threading.Event) -> None:
    while data and not ended.is_set():
        readable, writable, _ = select.select([printer], [printer], [], 0.02)
        if writable:
            data = data[printer.send(data) :]
        elif readable and not printer.recv(1, socket.MSG_PEEK):
            raise ConnectionResetError


def _reached(port: int) -> socket.socket | None:
    with contextlib.suppress(OSError):
        printer = socket.create_connection(("127.0.0.1", port), 0.2)
        printer.setblocking(False)
        return printer
    return None


@contextlib.contextmanager
def usb_bus(simulator: VirtualPrinter) -> Iterator[None]:
    """While it lasts, pyusb finds one printer on its bus."""
    bus = UsbBus(simulator.port)
    with patch.object(usb_wire, "backend", lambda: bus):
        yield
    bus.unplug()


class UsbBus(usb.backend.IBackend):  # type: ignore[misc]
    """As much of a libusb as a printer needs. Its device is there while the virtual printer has power."""

    def __init__(self, port: int, kernel_driver: bool = True) -> None:
        super().__init__()
        self.kernel_driver = kernel_driver
        self.detached = 0
        self._port = port
        self._printer: socket.socket | None = None

    def unplug(self) -> None:
        """Closes with RST: no cable carries what the printer has not taken."""
        if self._printer is not None:
            self._printer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._printer.close()
            self._printer = None

    def enumerate_devices(self) -> Iterator[object]:
        if _there(self._port, self._printer):
            yield "printer"

    def get_device_descriptor(self, dev: object) -> Any:
        return _named(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=VENDOR, idProduct=PRODUCT, bcdDevice=0x100, iManufacturer=0,
            iProduct=0, iSerialNumber=0, bNumConfigurations=1, address=1, bus=1, port_number=1,
            port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: object, config: int) -> Any:
        return _named(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1,
            iConfiguration=0, bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: object, intf: int, alt: int, config: int) -> Any:
        if intf or alt:
            raise IndexError
        return _named(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=7, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: object, ep: int, intf: int, alt: int, config: int) -> Any:
        address = (0x01, 0x82)[ep]
        return _named(
            bLength=7, bDescriptorType=5, bEndpointAddress=address, bmAttributes=2, wMaxPacketSize=64,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: object) -> object:
        self.unplug()
        self._printer = _reached(self._port)
        if self._printer is None:
            raise usb.core.USBError("no device", errno=errno.ENODEV)
        return dev

    def close_device(self, dev_handle: object) -> None:
        self.unplug()

    def get_configuration(self, dev_handle: object) -> int:
        return 1

    def set_configuration(self, dev_handle: object, config_value: int) -> None:
        pass

    def claim_interface(self, dev_handle: object, intf: int) -> None:
        if self.kernel_driver:
            raise usb.core.USBError("busy", errno=errno.EBUSY)

    def release_interface(self, dev_handle: object, intf: int) -> None:
        pass

    def is_kernel_driver_active(self, dev_handle: object, intf: int) -> bool:
        return self.kernel_driver

    def detach_kernel_driver(self, dev_handle: object, intf: int) -> None:
        self.kernel_driver = False
        self.detached += 1

    def attach_kernel_driver(self, dev_handle: object, intf: int) -> None:
        self.kernel_driver = True

    def bulk_write(self, dev_handle: object, ep: int, intf: int, data: Any, timeout: int) -> int:
        with self._trouble() as printer:
            _, writable, _ = select.select([], [printer], [], timeout / 1000)
            if not writable:
                raise usb.core.USBTimeoutError("timeout", errno=errno.ETIMEDOUT)
            assert len(data) <= 64, "a packet at a time"
            return printer.send(bytes(data))

    def bulk_read(self, dev_handle: object, ep: int, intf: int, buff: Any, timeout: int) -> int:
        with self._trouble() as printer:
            readable, _, _ = select.select([printer], [], [], timeout / 1000)
            if not readable:
                raise usb.core.USBTimeoutError("timeout", errno=errno.ETIMEDOUT)
            data = printer.recv(len(buff))
            if not data:
                raise ConnectionResetError
            buff[: len(data)] = type(buff)("B", data)
            return len(data)

    @contextlib.contextmanager
    def _trouble(self) -> Iterator[socket.socket]:
        if self._printer is None:
            raise usb.core.USBError("no device", errno=errno.ENODEV)
        try:
            yield self._printer
        except usb.core.USBError:
            raise
        except OSError:
            self.unplug()
            raise usb.core.USBError("no device", errno=errno.ENODEV) from None


def _named(**values: object) -> SimpleNamespace:
    return SimpleNamespace(**values)


def _there(port: int, printer: socket.socket | None) -> bool:
    if printer is not None:
        return True
    found = _reached(port)
    if found is not None:
        found.close()
    return found is not None


_LP = """
    import os, pathlib, re, socket, subprocess, sys
    state = pathlib.Path(__file__).parent / "spool"
    state.mkdir(exist_ok=True)
    name, words = pathlib.Path(sys.argv[0]).name, sys.argv[1:]
    if words and words[0] == "send":
        request = pathlib.Path(words[1])
        with socket.create_connection(("127.0.0.1", PORT), 60) as printer:
            printer.settimeout(0.3)
            data = request.with_suffix(".doc").read_bytes()
            while data and request.exists():
                try:
                    data = data[printer.send(data[:1024]):]
                except TimeoutError:
                    pass
            if not data:  # all is sent: a line that is closed before it was read would take it back
                printer.shutdown(socket.SHUT_WR)
                printer.settimeout(60)
                while printer.recv(4096):
                    pass
        request.unlink(missing_ok=True)
    elif name == "lp":
        if (state.parent / "refuse").exists():
            sys.exit("lp: The printer or class does not exist.")
        queue = words[words.index("-d") + 1]
        number = len(list(state.glob("*.doc"))) + 1
        request = state / f"{queue}-{number}"
        request.with_suffix(".doc").write_bytes(sys.stdin.buffer.read())
        request.with_suffix(".options").write_text(" ".join(words))
        request.write_text("waiting")
        subprocess.Popen([sys.executable, __file__, "send", str(request)], stdin=subprocess.DEVNULL,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        print(f"request id is {request.name} (1 file(s))")
    elif name == "lpstat" and "-o" in words:
        for request in state.glob("*-*"):
            if not request.suffix:
                print(request.name, "unknown 1024 now")
    elif name == "lpstat":
        print("printer slips is", "disabled since now" if (state.parent / "disabled").exists() else "idle.")
    elif name == "cancel":
        (state / words[0]).unlink(missing_ok=True)
"""


def spooler(simulator: VirtualPrinter, folder: Path) -> Path:
    """A folder with `lp`, `lpstat` and `cancel`, to be put first on the PATH. A file `disabled` or `refuse`
    in it makes the queue so; `spool/` holds what was handed in."""
    script = f"#!{sys.executable}\n" + textwrap.dedent(_LP).replace("PORT", str(simulator.port))
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("lp", "lpstat", "cancel"):
        (folder / name).write_text(script, "utf-8")
        (folder / name).chmod(0o755)
    return folder


def wait_for(done: Any, seconds: float = 60.0) -> bool:
    """Until `done()` or so many seconds."""
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            return False
        threading.Event().wait(0.02)
    return True
