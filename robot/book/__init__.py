"""Holds what the robot listens for, as data: commands, topics and what it leaves alone."""
