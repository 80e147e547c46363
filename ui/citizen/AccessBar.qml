import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Rectangle {
    color: Theme.card
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Help for eyes, ears and hands")
    implicitHeight: Math.max(rows.implicitHeight, Theme.px(Theme.reach ? 116 : 132) * (Kiosk.listen ? 2 : 1)) + Theme.px(Theme.reach ? 28 : 38)

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Theme.border1
        color: Theme.border
    }
    ColumnLayout {
        id: rows

        anchors.fill: parent
        anchors.margins: Theme.px(Theme.reach ? 14 : 19)
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.px(14)

        RowLayout {
            visible: Kiosk.listen
            spacing: Theme.px(16)

            BarButton {
                symbol: "rotate-ccw"
                text: qsTr("Hear again")
                onClicked: Kiosk.act("repeat")
            }
            BarButton {
                symbol: "volume-1"
                text: qsTr("Quieter")
                onClicked: Kiosk.act("speech", "quieter")
            }
            BarButton {
                symbol: "volume-2"
                text: qsTr("Louder")
                onClicked: Kiosk.act("speech", "louder")
            }
            BarButton {
                symbol: "turtle"
                text: qsTr("Slower")
                onClicked: Kiosk.act("speech", "slower")
            }
            BarButton {
                symbol: "rabbit"
                text: qsTr("Faster")
                onClicked: Kiosk.act("speech", "faster")
            }
        }
        RowLayout {
            spacing: Theme.px(12)
            layoutDirection: Theme.mainAt

            BarButton {
                symbol: "volume-2"
                text: qsTr("Listen")
                toggles: true
                on: Kiosk.listen
                onClicked: Kiosk.act("toggle", "listen")
            }
            BarButton {
                symbol: "a-large-small"
                text: Kiosk.large ? qsTr("Normal text") : qsTr("Large text")
                toggles: true
                on: Kiosk.large
                onClicked: Kiosk.act("toggle", "large")
            }
            BarButton {
                symbol: "contrast"
                text: qsTr("Contrast")
                toggles: true
                on: Kiosk.contrast
                onClicked: Kiosk.act("toggle", "contrast")
            }
            BarButton {
                symbol: "accessibility"
                text: Kiosk.reach ? qsTr("Full height") : qsTr("Lower")
                toggles: true
                on: Kiosk.reach
                onClicked: Kiosk.act("toggle", "reach")
            }
            BarButton {
                symbol: "hand"
                text: Kiosk.left ? qsTr("Right hand") : qsTr("Left hand")
                toggles: true
                on: Kiosk.left
                onClicked: Kiosk.act("toggle", "left")
            }
            BarButton {
                symbol: Kiosk.staffCalled ? "check" : "bell-ring"
                text: Kiosk.staffComing ? qsTr("Staff coming") : Kiosk.staffCalled ? qsTr("Staff called") : qsTr("Call staff")
                Accessible.description: Kiosk.staffCalled ? qsTr("Touch to write to the officer") : ""
                primary: true
                onClicked: Kiosk.act("staff")
            }
        }
    }
}
