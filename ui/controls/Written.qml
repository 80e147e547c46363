import QtQuick
import ui.theme

// Words to be seen: what they stand in has them for its name, or says them.
Text {
    font.family: Theme.family
    font.pixelSize: Theme.sizeBody
    color: Theme.ink
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
}
