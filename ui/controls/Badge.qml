pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

// A large picture in what room is left; none where it would be too small to be seen.
Item {
    id: badge

    required property string symbol
    readonly property real size: Math.min(width, height, Theme.px(280))

    implicitHeight: 0
    Layout.fillWidth: true
    Layout.fillHeight: true

    Loader {
        active: badge.size >= Theme.px(110)
        anchors.centerIn: parent
        width: badge.size
        height: badge.size

        sourceComponent: Rectangle {
            radius: width / 2
            color: Theme.card
            border.color: Theme.action
            border.width: Theme.border2

            Icon {
                anchors.centerIn: parent
                name: badge.symbol
                colour: Theme.action
                size: Math.round(badge.size * 0.56)
            }
        }
    }
}
