"""Holds colours, sizes, letters and icons of all screens. `tokens.json` is shared with the web pages."""
