pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Rectangle {
    id: header

    // More than two languages stand below the name of the centre, in as many rows as they need.
    readonly property bool crowded: Kiosk.languages.length > 2
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
                visible: !Kiosk.hasWayBack
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
                visible: !Kiosk.hasWayBack
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
            Press {
                id: back

                visible: Kiosk.hasWayBack
                text: qsTr("Back")
                fill: Theme.header
                fillPressed: Theme.action
                edge: Theme.headerBorder
                edgeWidth: Theme.border2
                corner: Theme.radiusButton + 4
                leftPadding: Theme.px(30)
                rightPadding: Theme.px(30)
                onClicked: Kiosk.act("back")

                contentItem: RowLayout {
                    spacing: Theme.px(20)

                    Icon {
                        name: "arrow-left"
                        colour: Theme.headerText
                        size: Theme.px(46)
                    }
                    Words {
                        text: back.text
                        color: Theme.headerText
                        font.pixelSize: Theme.px(Theme.large ? 44 : 36)
                        font.weight: Font.DemiBold
                        wrapMode: Text.NoWrap
                        Accessible.ignored: true
                    }
                }
            }
            Item {
                visible: Kiosk.hasWayBack
                Layout.fillWidth: true
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
