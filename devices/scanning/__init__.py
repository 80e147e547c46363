"""Reads codes and captures documents with cameras and hand scanners."""
