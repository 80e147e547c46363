import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Rectangle {
    color: Theme.card
    implicitHeight: Math.max(row.implicitHeight, Theme.px(Theme.reach ? 116 : 132)) + Theme.px(Theme.reach ? 28 : 38)

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Theme.border1
        color: Theme.border
    }
    RowLayout {
        id: row

        anchors.fill: parent
        anchors.margins: Theme.px(Theme.reach ? 14 : 19)
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.px(16)

        BarButton {
            symbol: "volume-2"
            text: qsTr("Listen")
            on: Kiosk.listen
            onClicked: Kiosk.act("toggle", "listen")
        }
        BarButton {
            symbol: "a-large-small"
            text: Kiosk.large ? qsTr("Normal text") : qsTr("Large text")
            on: Kiosk.large
            onClicked: Kiosk.act("toggle", "large")
        }
        BarButton {
            symbol: "contrast"
            text: qsTr("Contrast")
            on: Kiosk.contrast
            onClicked: Kiosk.act("toggle", "contrast")
        }
        BarButton {
            symbol: "accessibility"
            text: Kiosk.reach ? qsTr("Full height") : qsTr("Lower")
            on: Kiosk.reach
            onClicked: Kiosk.act("toggle", "reach")
        }
        BarButton {
            symbol: Kiosk.staffCalled ? "check" : "bell-ring"
            text: Kiosk.staffCalled ? qsTr("Staff called") : qsTr("Call staff")
            primary: true
            onClicked: Kiosk.act("staff")
        }
    }
}
