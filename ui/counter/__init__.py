"""Serves the counter console: a web page for the clerk."""
