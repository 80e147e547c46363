"""Stores this machine's data: encrypted database files, the keys to them, and secrets beside them."""
