"""Opens a USB connection to a printer, by its printer interface and the endpoints that the printer names.

No reset, only the kernel's driver of that one interface is put aside, and it gets it back: what python-escpos
does otherwise lost printers after a power cycle.
"""

from __future__ import annotations

import contextlib
import time
from typing import Any

from devices.printing.transport import Lost
from kiosk.ports.causes import cause_of

_PRINTER_CLASS = 7
_BULK = 2
_WRITE_MS = 20
_READ_MS = 2
_MOST = 4096


def backend() -> Any:
    """Gives pyusb's backend: None lets pyusb find libusb."""
    return None


class UsbWire:
    """Holds one claimed USB printer. Raises Lost for every trouble of it.

    Bytes go out one packet a transfer: a packet is taken whole or not at all, so that after a timeout it is
    known what the printer has.
    """

    def __init__(self, vendor: int, product: int, serial_number: str | None) -> None:
        import usb.core
        import usb.util

        self._usb = usb
        self._detached = False
        try:
            self._device = self._find(vendor, product, serial_number)
            self._interface, self._out, self._in = self._endpoints()
            self._claim()
        except (usb.core.USBError, usb.core.NoBackendError, ValueError, NotImplementedError) as error:
            self.close()
            lacks = isinstance(error, usb.core.NoBackendError)
            raise Lost("no_usb_library" if lacks else cause_of(error)) from None

    def _find(self, vendor: int, product: int, serial_number: str | None) -> Any:
        self._device = None
        self._interface = None
        wanted = {"idVendor": vendor, "idProduct": product}
        if serial_number is not None:
            wanted["serial_number"] = serial_number  # type: ignore[assignment]
        found = self._usb.core.find(backend=backend(), **wanted)
        if found is None:
            raise Lost("no_usb_device")
        return found

    def _endpoints(self) -> tuple[Any, Any, Any]:
        for interface in self._device.get_active_configuration():
            if interface.bInterfaceClass != _PRINTER_CLASS:
                continue
            bulk = [end for end in interface if end.bmAttributes & 3 == _BULK]
            outs = [end for end in bulk if not end.bEndpointAddress & 0x80]
            ins = [end for end in bulk if end.bEndpointAddress & 0x80]
            if outs and ins:
                return interface, outs[0], ins[0]
        raise Lost("no printer interface")

    def _claim(self) -> None:
        number = self._interface.bInterfaceNumber
        with contextlib.suppress(NotImplementedError):
            if self._device.is_kernel_driver_active(number):
                self._device.detach_kernel_driver(number)
                self._detached = True
        self._usb.util.claim_interface(self._device, number)

    def exchange(self, data: bytes, wait_s: float) -> tuple[int, bytes]:
        """Writes as many packets of `data` as are taken at once, or else reads what there is; waits up to
        `wait_s` for either. Returns how many bytes were taken and what was read.
        """
        until = time.monotonic() + wait_s
        try:
            while True:
                taken = self._write(data)
                if taken:
                    return taken, b""
                left_ms = int((until - time.monotonic()) * 1000)
                received = self._read(_READ_MS if data else max(_READ_MS, left_ms))
                if received or left_ms <= 0:
                    return 0, received
        except self._usb.core.USBError as error:
            raise Lost(type(error).__name__) from None

    def _write(self, data: bytes) -> int:
        packet = self._out.wMaxPacketSize
        taken = 0
        while taken < min(len(data), _MOST):
            try:
                taken += self._out.write(data[taken : taken + packet], _WRITE_MS)
            except self._usb.core.USBTimeoutError:
                break
        return taken

    def _read(self, wait_ms: int) -> bytes:
        try:
            return bytes(self._in.read(self._in.wMaxPacketSize, wait_ms))
        except self._usb.core.USBTimeoutError:
            return b""

    def close(self) -> None:
        """Releases the printer, and gives it back to the kernel's driver."""
        if self._device is None:
            return
        if self._interface is not None:
            number = self._interface.bInterfaceNumber
            with contextlib.suppress(Exception):
                self._usb.util.release_interface(self._device, number)
            if self._detached:
                with contextlib.suppress(Exception):
                    self._device.attach_kernel_driver(number)
        with contextlib.suppress(Exception):
            self._usb.util.dispose_resources(self._device)
        self._device = None
