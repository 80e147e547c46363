import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

// How the kiosk reads aloud.
RowLayout {
    visible: Kiosk.listen
    spacing: Theme.gapSmall

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
