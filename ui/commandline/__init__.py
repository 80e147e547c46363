"""What carries the commands: the standard streams, the interrupt key, and finding and running a command."""
