"""Plays a day of a busy centre: citizens come, officers call, a jam, the hub restarted, every number told."""
