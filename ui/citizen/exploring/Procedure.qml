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

    GridLayout {
        columns: Theme.large ? 1 : 3
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
    Panel {
        visible: page.view.papers.length > 0
        heading: qsTr("Papers to bring")

        Repeater {
            model: page.view.papers

            Bullet {
                required property var modelData

                text: modelData.name
                note: modelData.note
            }
        }
    }
    Panel {
        visible: page.view.papers_maybe.length > 0
        heading: page.view.papers.length > 0 ? qsTr("Also, depending on your case") : qsTr("Papers to bring, depending on your case")

        Repeater {
            model: page.view.papers_maybe

            Bullet {
                required property var modelData

                symbol: "file-text"
                text: modelData.name
                note: modelData.note
            }
        }
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

        Bullet {
            number: "1"
            text: page.view.scan ? qsTr("Show your card, or type") : qsTr("Type your details")
        }
        Bullet {
            number: "2"
            text: qsTr("Answer a few short questions")
        }
        Bullet {
            number: "3"
            text: qsTr("Photograph your papers")
        }
        Bullet {
            number: "4"
            text: qsTr("Check, hand in, and go to the counter")
        }
    }
    Panel {
        heading: qsTr("Time, fee and place in detail")

        Repeater {
            model: page.view.times.concat(page.view.fees)

            Words {
                required property string modelData

                text: modelData
                font.pixelSize: Theme.sizeSmall
                Layout.fillWidth: true
            }
        }
        Words {
            text: page.view.where
            font.pixelSize: Theme.sizeSmall
            Layout.fillWidth: true
        }
        Words {
            text: qsTr("You receive: %1").arg(page.view.result)
            font.pixelSize: Theme.sizeSmall
            Layout.fillWidth: true
        }
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
    Item {
        Layout.fillHeight: true
    }

    actions: [
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
