pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: page.view.overline
    title: page.view.title

    about: [
        Bullet {
            visible: page.view.who !== ""
            symbol: "users"
            text: page.view.who
            strong: false
        },
        GridLayout {
            columns: Theme.large || Theme.wide ? 1 : 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.gapSmall
            uniformCellWidths: true
            Layout.fillWidth: true

            FactCard {
                symbol: "clock"
                label: qsTr("Time")
                lines: [page.view.time]
            }
            FactCard {
                symbol: "banknote"
                label: qsTr("Fee")
                lines: [page.view.fee]
            }
            FactCard {
                symbol: "map-pin"
                label: qsTr("Where")
                lines: [page.view.place]
            }
        }
    ]

    Repeater {
        model: page.view.offers

        RowButton {
            required property var modelData

            symbol: modelData.icon
            text: modelData.name
            note: modelData.why
            onClicked: Kiosk.act("take", modelData.code)
        }
    }
    Panel {
        visible: page.view.papers.length > 0
        heading: qsTr("Papers to bring")

        Repeater {
            model: page.view.papers

            Bullet {
                required property var modelData

                symbol: modelData.icon
                text: modelData.name
                note: modelData.note
            }
        }
    }
    Panel {
        visible: page.view.papers_maybe.length > 0
        heading: page.view.papers.length > 0 ? qsTr("Also, depending on your case") : qsTr("Papers to bring, depending on your case")

        Words {
            visible: page.view.papers_maybe.length > 3
            text: qsTr("You need only some of these: a few questions after “Start now” show which ones.")
            color: Theme.muted
            font.pixelSize: Theme.sizeSmall
            Layout.fillWidth: true
        }

        Repeater {
            model: page.view.papers_maybe

            Bullet {
                required property var modelData

                symbol: modelData.icon
                text: modelData.name
                note: modelData.note
            }
        }
    }
    ActionButton {
        visible: page.view.papers.length + page.view.papers_maybe.length > 0
        symbol: "printer"
        text: qsTr("Print this list to take home")
        onClicked: Kiosk.act("checklist")
    }
    Panel {
        visible: page.view.papers_replaced.length > 0
        heading: qsTr("No need to bring")

        Repeater {
            model: page.view.papers_replaced

            Bullet {
                required property var modelData

                symbol: "search"
                text: modelData.name
                note: modelData.note
                strong: false
            }
        }
    }
    Panel {
        heading: qsTr("How it goes")

        Repeater {
            model: page.view.steps

            Bullet {
                required property string modelData
                required property int index

                number: index + 1
                text: modelData
            }
        }
    }
    Panel {
        heading: qsTr("How long it takes")

        Repeater {
            model: page.view.times

            ValueRow {
                required property var modelData

                label: modelData.label
                value: modelData.value
            }
        }
    }
    Repeater {
        model: page.view.fees

        Panel {
            id: fees

            required property var modelData

            heading: qsTr("Fee") + ": " + modelData.title

            Repeater {
                model: fees.modelData.rows

                ValueRow {
                    required property var modelData

                    label: modelData.label
                    value: modelData.value
                    note: modelData.note
                }
            }
        }
    }
    Panel {
        heading: qsTr("Where, and what you receive")

        ValueRow {
            label: qsTr("Where")
            value: page.view.where
        }
        ValueRow {
            label: qsTr("You receive")
            value: page.view.result
        }
    }
    ColumnLayout {
        spacing: Theme.px(6)
        Layout.fillWidth: true

        Repeater {
            model: page.view.sources

            Words {
                required property string modelData

                text: modelData
                color: Theme.muted
                font.pixelSize: Theme.sizeSmall
                Layout.fillWidth: true
            }
        }
    }

    actions: [
        ActionButton {
            visible: page.view.priority
            symbol: "users"
            text: qsTr("Priority")
            onClicked: Kiosk.act("priority")
            Layout.preferredWidth: 34
        },
        ActionButton {
            symbol: "ticket"
            text: page.view.number !== "" ? qsTr("Number %1").arg(page.view.number) : qsTr("Number only")
            onClicked: Kiosk.act("number")
            Layout.preferredWidth: 42
        },
        ActionButton {
            primary: true
            symbol: "id-card"
            text: qsTr("Start now")
            onClicked: Kiosk.act("start")
            Layout.preferredWidth: 58
        }
    ]
}
