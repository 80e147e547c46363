import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

// What makes every page fit who stands before it, and calls the officer.
RowLayout {
    spacing: Theme.gapSmall
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
        visible: !(Kiosk.listen && Shown.typing)
        symbol: "contrast"
        text: qsTr("Contrast")
        toggles: true
        on: Kiosk.contrast
        onClicked: Kiosk.act("toggle", "contrast")
    }
    BarButton {
        visible: !Theme.wide
        symbol: "accessibility"
        text: Kiosk.reach ? qsTr("Full height") : qsTr("Lower")
        toggles: true
        on: Kiosk.reach
        onClicked: Kiosk.act("toggle", "reach")
    }
    BarButton {
        visible: !Theme.wide
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
        strong: true
        onClicked: Kiosk.act("staff")
    }
}
