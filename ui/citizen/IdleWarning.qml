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
        id: card

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.wide ? (parent.height - height) / 2 : parent.height * (Theme.reach ? 0.04 : 0.22)
        width: Math.min(parent.width - 2 * Theme.margin, Theme.px(Theme.wide ? 1400 : 1000))
        height: implicitHeight
        padding: Theme.px(Theme.wide ? 32 : 48)

        GridLayout {
            columns: Theme.wide ? 2 : 1
            columnSpacing: Theme.px(48)
            rowSpacing: Theme.gap
            uniformCellWidths: true
            Layout.fillWidth: true

            ColumnLayout {
                spacing: Theme.gap
                Layout.fillWidth: true

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
            }
            ColumnLayout {
                spacing: Theme.gap
                Layout.fillWidth: true

                Words {
                    text: qsTr("%1 seconds").arg(Math.max(0, Kiosk.countdown))
                    color: Theme.action
                    font.pixelSize: Theme.px(Theme.wide ? 84 : Theme.large ? 130 : 110)
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
    }
}
