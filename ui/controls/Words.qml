import QtQuick
import ui.theme

Text {
    font.family: Theme.family
    font.pixelSize: Theme.sizeBody
    color: Theme.ink
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
