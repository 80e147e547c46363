import QtQuick
import ui.theme

// Whose kiosk this is, above a page whose buttons are all low.
Rectangle {
    color: Theme.header
    implicitHeight: brand.implicitHeight + 2 * Theme.px(12)

    Brand {
        id: brand

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.margin
        emblem: Theme.px(72)
    }
}
