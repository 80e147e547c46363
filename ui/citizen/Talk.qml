import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

// Stands under every page of a kiosk that hears.
Rectangle {
    id: talk

    required property var now

    color: Theme.tint
    implicitHeight: row.implicitHeight + 2 * Theme.px(Theme.reach ? 8 : 14)

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.topMargin: Theme.px(Theme.reach ? 8 : 14)
        anchors.bottomMargin: Theme.px(Theme.reach ? 8 : 14)
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.px(26)

        ActionButton {
            visible: talk.now.hears && !talk.now.listening
            symbol: "mic"
            text: qsTr("Speak")
            stacked: false
            onClicked: Kiosk.act("speak")
            Layout.fillWidth: false
            Layout.fillHeight: false
            Layout.preferredWidth: Theme.px(Theme.large ? 330 : 260)
        }
        ActionButton {
            visible: talk.now.listening
            symbol: "check"
            text: qsTr("I have said it all")
            stacked: false
            onClicked: Kiosk.act("said_all")
            Layout.fillWidth: false
            Layout.fillHeight: false
            Layout.preferredWidth: Theme.px(Theme.large ? 420 : 330)
        }
        Words {
            text: talk.now.line
            font.pixelSize: Theme.sizeSmall
            Accessible.role: Accessible.AlertMessage
            Layout.fillWidth: true
        }
    }
}
