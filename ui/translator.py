"""Answers qsTr from the one message catalogue, so that QML needs no second set of translation files."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

from kiosk.language.messages import Messages


class CatalogueTranslator(QTranslator):
    """Translates for Qt; install it on the application; after `lang` changes, call the engine's
    `retranslate()`.
    """

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self.lang = "vi"

    def isEmpty(self) -> bool:
        """Says that there are texts: Qt leaves an empty translator out."""
        return False

    def translate(
        self,
        _context: str,
        sourceText: str,  # noqa: N803
        _disambiguation: str | None = None,
        _n: int = -1,
    ) -> str:
        """Translates `sourceText` to the language of the visit."""
        return self._messages.text(self.lang, sourceText)
