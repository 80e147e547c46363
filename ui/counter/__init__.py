"""The counter console: a web page for the clerk."""
