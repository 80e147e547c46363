"""The hub's store: everything that the hub remembers, behind transactions and repositories."""
