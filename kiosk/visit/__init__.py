"""Runs one citizen's visit: a pure step function, and the session that runs its effects through ports."""
