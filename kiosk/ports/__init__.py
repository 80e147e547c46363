"""Defines the ports: everything the kiosk and the hub need of the outside, a file a subject, as Protocols and
small frozen values.

A driver implements one Protocol. Expected trouble comes back as a `Fault` value; a driver raises only
for what nobody expected. Every blocking call is made on the driver's own thread (`devices/worker.py`).
"""
