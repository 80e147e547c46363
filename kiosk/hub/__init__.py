"""Runs the centre's service: HTTP API, event stream, store, access, audit."""
