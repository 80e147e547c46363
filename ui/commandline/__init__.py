"""Carries the commands: standard streams, interrupt key, and finding and running a command."""
