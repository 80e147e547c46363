pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Rectangle {
    id: header

    // More than two languages stand below the name of the centre, in as many rows as they need.
    readonly property bool crowded: Kiosk.languages.length > 2
    // The centre's name stands where there is nothing to go back to or to leave.
    readonly property bool named: !Kiosk.hasWayBack && !Kiosk.hasWayOut
    readonly property int edge: Theme.px(crowded ? 10 : 17)
    readonly property int emblem: Theme.px(crowded ? 72 : 92)

    color: Theme.header
    implicitHeight: Math.max(rows.implicitHeight + 2 * edge + line.height, Theme.px(Theme.reach ? 124 : 168))

    Rectangle {
        id: line

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.px(6)
        color: Theme.headerLine
    }
    ColumnLayout {
        id: rows

        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        anchors.topMargin: header.edge
        anchors.bottomMargin: header.edge + line.height
        spacing: Theme.gapSmall

        RowLayout {
            spacing: Theme.gap
            Layout.fillWidth: true

            Rectangle {
                visible: header.named
                implicitWidth: header.emblem
                implicitHeight: header.emblem
                radius: width / 2
                color: Theme.headerText

                Icon {
                    anchors.centerIn: parent
                    name: "landmark"
                    colour: Theme.header
                    size: header.emblem * 0.59
                }
            }
            ColumnLayout {
                visible: header.named
                spacing: 0
                Layout.fillWidth: true

                Words {
                    text: Kiosk.centre
                    color: Theme.headerText
                    font.pixelSize: Theme.px(Theme.large ? 46 : 40)
                    font.weight: Font.Bold
                    Layout.fillWidth: true
                }
                Words {
                    text: qsTr("Public service centre")
                    color: Theme.headerMuted
                    font.pixelSize: Theme.px(Theme.large ? 36 : 27)
                    Layout.fillWidth: true
                }
            }
            HeaderButton {
                visible: Kiosk.hasWayBack
                symbol: "arrow-left"
                text: qsTr("Back")
                onClicked: Kiosk.act("back")
            }
            Item {
                visible: !header.named
                Layout.fillWidth: true
            }
            HeaderButton {
                visible: Kiosk.hasWayOut
                symbol: "log-out"
                text: qsTr("Exit")
                onClicked: Kiosk.act("exit")
            }
            Tongues {
                visible: Kiosk.languages.length > 1 && !header.crowded
            }
        }
        Tongues {
            visible: header.crowded
            wide: true
            Layout.fillWidth: true
        }
    }
}
