pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    // Where the height is short, what is asked stands beside what is searched, and the greeting is one line.
    readonly property bool compact: Theme.reach || Theme.large && Kiosk.listen

    title: Theme.large && Theme.wide ? "" : Theme.large ? qsTr("What do you need?") : qsTr("Hello! What do you need today?")
    sided: false
    filling: true
    spacing: compact || Theme.wide ? Theme.gapSmall : Theme.gap

    Banner {
        text: page.view.not_served
        kind: "bad"
    }

    GridLayout {
        columns: Theme.wide ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: page.spacing
        Layout.fillWidth: true
        Layout.fillHeight: true

        GridLayout {
            columns: Theme.wide ? 1 : 2
            columnSpacing: Theme.gap
            rowSpacing: page.compact || Theme.wide ? Theme.gapSmall : Theme.gap
            uniformCellWidths: true
            Layout.fillWidth: true
            Layout.fillHeight: page.compact || Theme.wide
            Layout.preferredWidth: 40

            Press {
                id: ask

                text: qsTr("Ask in your own words")
                Accessible.description: example.text
                fill: Theme.contrast ? Theme.card : Theme.action
                fillPressed: Theme.contrast ? Theme.tint : Theme.actionPressed
                edge: Theme.action
                edgeWidth: Theme.border2
                corner: Theme.radius + 12
                padding: Theme.px(page.compact ? 16 : Theme.large || Theme.wide ? 18 : 30)
                leftPadding: Theme.px(page.compact || Theme.wide ? 20 : 40)
                onClicked: {
                    if (page.view.hears)
                        Kiosk.act("speak");
                    else
                        Kiosk.act("robot");
                }
                Layout.fillWidth: true
                Layout.fillHeight: page.compact || Theme.wide
                Layout.columnSpan: page.compact || Theme.wide ? 1 : 2

                contentItem: GridLayout {
                    columns: Theme.wide ? 1 : 2
                    columnSpacing: Theme.px(page.compact ? 18 : 44)
                    rowSpacing: Theme.px(18)

                    Rectangle {
                        implicitWidth: Theme.px(page.compact ? 92 : Theme.wide ? 92 : Theme.large ? 140 : 180)
                        implicitHeight: implicitWidth
                        visible: !(Theme.wide && Theme.large)
                        radius: width / 2
                        color: Theme.contrast ? Theme.action : "white"
                        border.color: Theme.actionRing
                        border.width: Theme.px(page.compact ? 5 : 10)

                        Icon {
                            anchors.centerIn: parent
                            name: "message-circle-question-mark"
                            colour: Theme.contrast ? Theme.actionText : Theme.bad
                            size: parent.width * 0.52
                        }
                    }
                    ColumnLayout {
                        spacing: Theme.px(12)
                        Layout.fillWidth: true

                        Written {
                            text: ask.text
                            color: Theme.contrast ? Theme.action : Theme.actionText
                            font.pixelSize: page.compact ? Theme.sizeBody : Theme.wide ? Theme.sizeHeading : Theme.px(Theme.large ? 58 : 52)
                            font.weight: Font.Bold
                            Layout.fillWidth: true
                        }
                        Written {
                            id: example

                            visible: !page.compact && !Theme.wide
                            text: qsTr("For example: “I want a birth certificate for my grandchild”")
                            color: Theme.contrast ? Theme.ink : Theme.actionText
                            font.pixelSize: Theme.sizeSmall
                            Layout.fillWidth: true
                        }
                    }
                }
            }
            Press {
                id: find

                text: qsTr("Type the procedure you need")
                edge: Theme.borderStrong
                edgeWidth: Theme.border2
                leftPadding: Theme.px(36)
                padding: Theme.px(20)
                onClicked: Kiosk.act("search")
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredHeight: Math.max(implicitHeight, page.compact || Theme.wide ? Theme.target : Theme.px(116))

                contentItem: RowLayout {
                    spacing: Theme.px(26)

                    Icon {
                        visible: !(Theme.wide && Theme.large)
                        name: "search"
                        colour: Theme.muted
                        size: Theme.px(54)
                    }
                    Written {
                        text: find.text
                        color: Theme.muted
                        font.pixelSize: Theme.sizeBody
                        Layout.fillWidth: true
                    }
                }
            }
            Press {
                id: lost

                visible: page.view.guidance !== ""
                text: qsTr("I don't know what to choose")
                edge: Theme.borderStrong
                edgeWidth: Theme.border2
                leftPadding: Theme.px(page.compact ? 24 : 36)
                padding: Theme.px(page.compact ? 12 : 20)
                onClicked: Kiosk.act("guidance", page.view.guidance)
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.columnSpan: page.compact && !Theme.wide ? 2 : 1
                Layout.preferredHeight: Math.max(implicitHeight, page.compact || Theme.wide ? Theme.target : Theme.px(116))

                contentItem: RowLayout {
                    spacing: Theme.px(26)

                    Icon {
                        visible: !(Theme.wide && Theme.large)
                        name: "signpost"
                        colour: Theme.action
                        size: Theme.px(54)
                    }
                    Written {
                        text: lost.text
                        font.pixelSize: Theme.sizeBody
                        font.weight: Font.DemiBold
                        Layout.fillWidth: true
                    }
                }
            }
        }
        ColumnLayout {
            spacing: page.spacing
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 60

            Words {
                visible: !page.compact && !Theme.wide
                text: qsTr("Or choose a field")
                font.pixelSize: Theme.px(Theme.large ? 46 : 38)
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Layout.fillWidth: true
            }
            GridLayout {
                columns: 2
                columnSpacing: Theme.gap
                rowSpacing: page.compact || Theme.wide ? Theme.gapSmall : Theme.gap
                uniformCellWidths: true
                Layout.fillWidth: true
                Layout.fillHeight: true

                Repeater {
                    model: page.view.fields

                    TileButton {
                        required property var modelData

                        symbol: modelData.icon
                        text: modelData.name
                        note: modelData.examples
                        onClicked: Kiosk.act("field", modelData.id)
                    }
                }

                TileButton {
                    symbol: "scan-qr-code"
                    text: qsTr("I have a slip: where is my dossier?")
                    note: page.view.appointments ? qsTr("Or you come for an appointment") : ""
                    onClicked: Kiosk.act("show_code")
                    // The last row is whole: beside an odd tile, or across under an even number of them.
                    Layout.columnSpan: page.view.fields.length % 2 === 0 ? 2 : 1
                }
            }
        }
    }
}
