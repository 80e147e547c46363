"""Defines what crosses the wire between hub, kiosks and pages, once: both ends use these classes."""
