"""Backs up what a machine keeps, encrypted, while it works; checks a backup; puts one back."""
