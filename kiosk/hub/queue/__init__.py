"""Runs the queue of one centre on the hub's store: numbers, calls, moves, counters, told waits, the end of
a day.
"""
