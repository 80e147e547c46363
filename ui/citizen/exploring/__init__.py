"""Screens of looking around: home, search, a field, the robot, a procedure, an offer."""
