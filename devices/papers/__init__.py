"""Reads the print on photographed papers."""
