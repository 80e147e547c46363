import QtQuick
import ui.theme

// Rings the button where the keys are: one ring for the whole window, which goes from button to button.
Item {
    id: keys

    readonly property Press here: Window.activeFocusItem as Press
    readonly property Item ground: here !== null && here.visualFocus ? here.background : null

    Ring {
        objectName: "focusRing"
        parent: keys.ground
        visible: keys.ground !== null
        corner: keys.here !== null ? keys.here.corner : 0
        anchors.fill: parent
        anchors.margins: -Theme.px(13)
    }
}
