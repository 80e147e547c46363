"""Holds tickets, numbers, calling rule, periods, wait estimate."""
