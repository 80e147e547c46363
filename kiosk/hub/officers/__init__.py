"""Keeps the officers of the centre: who may do what, codes, sessions, changes of accounts, the first
start.
"""
