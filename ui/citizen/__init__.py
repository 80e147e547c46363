"""Holds the citizen's screens. One screen is a view-model (`<name>.py`, free of Qt) and a
`<Name>.qml`.

`screens.py` picks the screen, `kiosk_view.py` brings it to QML, `window.py` opens the window.
"""
