"""From the kiosk to the hub: outbox, client, and the desk that the visit sees."""
