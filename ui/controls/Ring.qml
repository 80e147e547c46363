import QtQuick
import ui.theme

// Shows where the keys are: a bright band within a dark line, so that one of them stands out on any ground.
Rectangle {
    id: ring

    property int corner: 0

    color: "transparent"
    border.color: Theme.focusLine
    border.width: Theme.px(5)
    radius: corner + Theme.px(13)

    Rectangle {
        anchors.fill: parent
        anchors.margins: ring.border.width
        color: "transparent"
        border.color: Theme.focus
        border.width: Theme.px(8)
        radius: ring.corner + Theme.px(8)
    }
}
