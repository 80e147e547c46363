"""Screens of rating the service."""
