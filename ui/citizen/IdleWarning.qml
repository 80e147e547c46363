import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Rectangle {
    id: warning

    color: Theme.contrast ? Theme.page : Theme.header

    MouseArea {
        anchors.fill: parent
        enabled: warning.visible
        onClicked: Kiosk.act("more_time")
    }
    Panel {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.margin
        anchors.bottomMargin: parent.height * (Theme.reach ? 0.04 : 0.22)
        height: implicitHeight
        spacing: Theme.gap
        padding: Theme.px(48)

        Icon {
            name: "hourglass"
            colour: Theme.action
            size: Theme.px(110)
            Layout.alignment: Qt.AlignHCenter
        }
        Words {
            text: qsTr("Are you still there?")
            font.pixelSize: Theme.sizeTitle
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
        }
        Words {
            text: qsTr("To protect your details, this screen will be cleared in")
            horizontalAlignment: Text.AlignHCenter
            color: Theme.muted
            Layout.fillWidth: true
        }
        Words {
            text: qsTr("%1 seconds").arg(Math.max(0, Kiosk.countdown))
            color: Theme.action
            font.pixelSize: Theme.px(Theme.large ? 130 : 110)
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.AlertMessage
            Layout.fillWidth: true
        }
        ActionButton {
            primary: true
            symbol: "hourglass"
            text: qsTr("More time")
            onClicked: Kiosk.act("more_time")
        }
        ActionButton {
            symbol: "log-out"
            text: qsTr("I am done")
            onClicked: Kiosk.act("leave")
        }
    }
}
