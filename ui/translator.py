"""qsTr answered from the one message catalogue, so that QML needs no second set of translation files."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

from kiosk.language.messages import Messages


class CatalogueTranslator(QTranslator):
    """Install it on the application; after `lang` changes, call the engine's `retranslate()`."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self.lang = "vi"

    def isEmpty(self) -> bool:
        """Qt leaves an empty translator out."""
        return False

    def translate(
        self,
        _context: str,
        sourceText: str,  # noqa: N803
        _disambiguation: str | None = None,
        _n: int = -1,
    ) -> str:
        """`sourceText` in the language of the visit."""
        return self._messages.text(self.lang, sourceText)
