"""Cameras, decoders, code readers and document cameras."""
