"""Holds settings that a centre may change without touching code, and the schema that checks them."""
