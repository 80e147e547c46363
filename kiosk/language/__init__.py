"""Handles Vietnamese text: NFC, tones, folding, Telex and VNI, numbers and dates aloud, and the message
catalogue.
"""
