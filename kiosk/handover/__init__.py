"""Delivers from the kiosk to the hub: outbox, client, and the gateway that the visit uses."""
