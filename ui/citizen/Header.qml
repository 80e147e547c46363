pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Rectangle {
    id: header

    color: Theme.header
    implicitHeight: Math.max(row.implicitHeight + Theme.px(40), Theme.px(Theme.reach ? 124 : 168))

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.px(6)
        color: Theme.headerLine
    }
    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        anchors.bottomMargin: Theme.px(6)
        spacing: Theme.gap

        Rectangle {
            visible: !Kiosk.hasWayBack
            implicitWidth: Theme.px(92)
            implicitHeight: Theme.px(92)
            radius: width / 2
            color: Theme.headerText

            Icon {
                anchors.centerIn: parent
                name: "landmark"
                colour: Theme.header
                size: Theme.px(54)
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
        Rectangle {
            visible: Kiosk.languages.length > 1
            color: Theme.header
            border.color: Theme.headerBorder
            border.width: Theme.border2
            radius: height / 2
            implicitWidth: switchRow.implicitWidth + Theme.px(12)
            implicitHeight: switchRow.implicitHeight + Theme.px(12)

            RowLayout {
                id: switchRow

                anchors.centerIn: parent
                spacing: 0

                Repeater {
                    model: Kiosk.languages

                    Press {
                        id: tongue

                        required property var modelData
                        readonly property bool chosen: Kiosk.lang === modelData.code

                        text: modelData.name
                        fill: chosen ? Theme.headerText : Theme.header
                        fillPressed: Theme.action
                        edgeWidth: 0
                        corner: height / 2
                        leftPadding: Theme.px(12)
                        rightPadding: Theme.px(12)
                        implicitWidth: Theme.px(Theme.large ? 212 : 186)
                        Accessible.checkable: true
                        Accessible.checked: chosen
                        onClicked: Kiosk.act("language", modelData.code)

                        contentItem: Item {
                            Words {
                                anchors.centerIn: parent
                                text: tongue.text
                                color: tongue.chosen ? Theme.header : Theme.headerText
                                font.pixelSize: Theme.px(Theme.large ? 36 : 30)
                                font.weight: Font.DemiBold
                                wrapMode: Text.NoWrap
                                Accessible.ignored: true
                            }
                        }
                    }
                }
            }
        }
    }
}
