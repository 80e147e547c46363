"""Leads by ear and keypad: goes through everything that is shown, and says it.

`things.py` and `pointer.py` are free of Qt; `keys.toml` names the keys; `reader.py` reads the accessible tree
of the window, so that no screen has to know of it.
"""
