"""Holds the screens of exploring: home, search, a field, the robot, a procedure, an offer."""
