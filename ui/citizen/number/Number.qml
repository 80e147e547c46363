pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    readonly property bool taken: page.view.number !== ""

    share: 0.45
    spacing: Theme.px(16)

    about: [
        Banner {
            visible: !page.taken && page.view.waiting
            text: qsTr("One moment, please…")
            kind: "wait"
            strong: true
        },
        Banner {
            text: page.view.problem
            kind: page.taken ? "wait" : "bad"
            symbol: page.taken ? "printer" : "triangle-alert"
        },
        Banner {
            visible: page.taken && text !== "" && page.view.problem === ""
            text: page.taken ? page.view.slip : ""
            kind: "good"
            strong: true
        },
        Panel {
            visible: page.taken
            spacing: Theme.px(Theme.reach || Theme.wide ? 6 : 18)

            Written {
                text: qsTr("Your number")
                color: Theme.muted
                font.pixelSize: Theme.sizeHeading
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Words {
                text: page.view.number
                Accessible.role: Accessible.AlertMessage
                Accessible.name: qsTr("Your number") + ": " + text
                color: Theme.action
                font.pixelSize: Theme.reach ? Theme.px(150) : Theme.wide ? Theme.px(130) : Theme.sizeNumber
                font.weight: Font.Bold
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.px(90)
                wrapMode: Text.NoWrap
                lineHeight: 0.85
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Words {
                text: page.taken ? page.view.about : ""
                font.pixelSize: Theme.sizeHeading
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Rectangle {
                implicitHeight: Theme.border1
                color: Theme.border
                Layout.fillWidth: true
            }
            GridLayout {
                columns: Theme.large || Theme.wide ? 1 : 3
                columnSpacing: Theme.gap
                rowSpacing: Theme.gapSmall
                uniformCellWidths: true
                Layout.fillWidth: true

                Repeater {
                    model: page.taken ? [[qsTr("Go to counter"), page.view.counter], [qsTr("Ahead of you"), page.view.ahead], [qsTr("Expected wait"), page.view.wait]] : []

                    GridLayout {
                        id: fact

                        required property var modelData

                        columns: Theme.large || Theme.wide ? 2 : 1
                        columnSpacing: Theme.gap
                        rowSpacing: 0
                        Accessible.role: Accessible.StaticText
                        Accessible.name: modelData[0] + ": " + modelData[1]
                        Layout.fillWidth: true

                        Written {
                            text: fact.modelData[0]
                            color: Theme.muted
                            font.pixelSize: Theme.sizeSmall
                            horizontalAlignment: Theme.large || Theme.wide ? Text.AlignLeft : Text.AlignHCenter
                            Layout.fillWidth: true
                        }
                        Written {
                            text: fact.modelData[1]
                            font.pixelSize: Theme.px(Theme.large ? 52 : 46)
                            font.weight: Font.Bold
                            horizontalAlignment: Theme.large || Theme.wide ? Text.AlignRight : Text.AlignHCenter
                            Layout.fillWidth: fact.columns === 1
                        Layout.maximumWidth: fact.columns === 1 ? fact.width : Theme.px(420)
                        }
                    }
                }
            }
        },
        Words {
            visible: page.taken
            text: qsTr("Please take a seat. Your number will be called.")
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    ]

    Banner {
        symbol: "clock"
        kind: "wait"
        text: page.taken ? page.view.remarks : ""
    }
    Panel {
        visible: page.taken
        padding: Theme.px(16)

        RowLayout {
            spacing: Theme.px(38)
            Layout.fillWidth: true

            QrCode {
                text: page.taken ? page.view.qr : ""
                size: Theme.px(page.taken && page.view.on_screen ? 300 : 170)
            }
            ColumnLayout {
                spacing: Theme.px(10)
                Layout.fillWidth: true

                Words {
                    text: qsTr("Follow on your phone")
                    font.pixelSize: Theme.sizeHeading
                    font.weight: Font.DemiBold
                    Layout.fillWidth: true
                }
                Words {
                    text: qsTr("Scan this code to see when it is your turn. No app needed.")
                    color: Theme.muted
                    font.pixelSize: Theme.sizeSmall
                    Layout.fillWidth: true
                }
            }
        }
    }
    Banner {
        visible: page.taken && page.view.offline
        symbol: "wifi-off"
        kind: "wait"
        text: qsTr("The connection is interrupted; your number is valid all the same.")
    }
    GridLayout {
        visible: page.taken
        columns: Theme.large ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true

        ActionButton {
            visible: page.taken && page.view.can_start
            symbol: "id-card"
            text: qsTr("Prepare the papers while you wait")
            onClicked: Kiosk.act("start")
            Layout.fillHeight: true
        }
        ActionButton {
            symbol: "ticket"
            text: qsTr("Another number, for something else")
            onClicked: Kiosk.act("another")
            Layout.fillHeight: true
            Layout.columnSpan: page.taken && page.view.can_start || Theme.large ? 1 : 2
        }
    }

    actions: [
        StayButton {},
        ActionButton {
            visible: page.taken
            symbol: "face-4"
            text: qsTr("Rate the service")
            onClicked: Kiosk.act("rate")
            Layout.preferredWidth: 50
        },
        ActionButton {
            visible: !page.taken && !page.view.waiting
            primary: true
            symbol: "refresh-cw"
            text: qsTr("Try again")
            onClicked: Kiosk.act("again")
        },
        ActionButton {
            visible: page.taken
            primary: true
            symbol: "check"
            text: qsTr("Finish")
            onClicked: Kiosk.act("finish")
            Layout.preferredWidth: 50
        }
    ]
}
