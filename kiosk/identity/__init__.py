"""Reads citizen card QR, MRZ, health-insurance QR and the 12-digit number: bytes in,
values or a Fault out.
"""
