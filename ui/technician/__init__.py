"""Screens for those who set devices up: the bench, where a person operates the simulated ones."""
