"""Tickets, numbers, calling rule, periods, wait estimate."""
