"""The store of this machine: encrypted database files, the keys to them, and secrets beside them."""
