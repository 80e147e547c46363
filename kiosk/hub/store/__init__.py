"""Stores everything that the hub remembers, behind transactions and repositories."""
