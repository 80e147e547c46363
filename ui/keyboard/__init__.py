"""Holds the on-screen keyboard: letters of Vietnamese with named tone keys, and a pad for digits (QML)."""
