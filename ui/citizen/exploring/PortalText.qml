pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    // One section is open at a time, so that the list of all stays short.
    property int opened: -1

    overline: page.view.overline
    title: page.view.title

    about: [
        Words {
            text: page.view.seen
            color: Theme.muted
            Layout.fillWidth: true
        },
        Words {
            visible: page.view.only_named !== ""
            text: page.view.only_named
            font.weight: Font.DemiBold
            Layout.fillWidth: true
        },
        FactCard {
            symbol: "map-pin"
            label: qsTr("Where")
            lines: [page.view.place]
            Layout.fillHeight: false
        }
    ]

    ColumnLayout {
        spacing: Theme.gapSmall
        Layout.fillWidth: true

        Repeater {
            model: page.view.passages

            ColumnLayout {
                id: passage

                required property int index
                required property var modelData
                readonly property bool isOpen: page.opened === index

                spacing: 0
                Layout.fillWidth: true

                RowButton {
                    text: passage.modelData.heading
                    symbol: passage.modelData.symbol
                    pointer: passage.isOpen ? "chevron-up" : "chevron-down"
                    fill: passage.isOpen ? Theme.tint : Theme.card
                    Accessible.description: passage.isOpen ? qsTr("Open") : qsTr("Closed")
                    onClicked: {
                        page.topmost = null;
                        page.opened = passage.isOpen ? -1 : passage.index;
                        page.topmost = passage;
                    }
                }
                Panel {
                    visible: passage.isOpen

                    Repeater {
                        model: passage.isOpen ? passage.modelData.lines : []

                        Words {
                            required property var modelData

                            text: modelData.text
                            font.weight: modelData.strong ? Font.DemiBold : Font.Normal
                            lineHeight: 1.15
                            Layout.fillWidth: true
                        }
                    }
                }
            }
        }
    }

    actions: [
        ActionButton {
            visible: page.view.priority
            symbol: "users"
            text: qsTr("Priority")
            onClicked: Kiosk.act("priority")
        },
        ActionButton {
            primary: true
            symbol: "ticket"
            text: page.view.number !== "" ? qsTr("Number %1").arg(page.view.number) : qsTr("Take a number")
            onClicked: Kiosk.act("number")
        }
    ]
}
