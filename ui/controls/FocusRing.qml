import QtQuick
import ui.theme

// The ring around the button where the keys are: one for the whole window, which goes from button to button.
Ring {
    objectName: "focusRing"

    readonly property Press here: Window.activeFocusItem as Press
    readonly property Item ground: here !== null && here.visualFocus ? here.background : null

    parent: ground
    visible: ground !== null
    corner: here !== null ? here.corner : 0
    anchors.fill: parent
    anchors.margins: -Theme.px(13)
}
