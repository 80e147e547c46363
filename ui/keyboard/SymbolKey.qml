import QtQuick
import ui.controls
import ui.theme

// A key whose face is a picture.
KeyButton {
    id: key

    required property string symbol

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: key.symbol
            colour: key.strong ? Theme.actionText : Theme.contrast ? Theme.action : Theme.header
            size: Theme.px(52)
        }
    }
}
