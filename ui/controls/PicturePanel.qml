import QtQuick
import QtQuick.Layouts
import ui.theme

Panel {
    id: panel

    required property string symbol
    required property string text
    property real ratio: 1
    readonly property bool picture: true

    padding: Theme.px(Theme.reach || Theme.wide ? 20 : 44)
    Layout.fillHeight: true
    Layout.minimumHeight: implicitHeight
    Layout.maximumHeight: Theme.px(900)

    Rectangle {
        implicitHeight: Theme.px(Theme.reach || Theme.wide ? 150 : 300)
        implicitWidth: Math.min(height * panel.ratio, panel.width - 2 * panel.padding)
        radius: Theme.radius
        color: Theme.tint
        border.color: Theme.action
        border.width: Theme.px(5)
        Layout.fillHeight: true
        Layout.maximumHeight: Theme.px(560)
        Layout.alignment: Qt.AlignCenter

        Icon {
            anchors.centerIn: parent
            name: panel.symbol
            colour: Theme.action
            size: Math.min(parent.height, parent.width) * 0.6
        }
    }
    Words {
        text: panel.text
        font.pixelSize: Theme.sizeHeading
        font.weight: Font.Medium
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }
}
