pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: qsTr("Where is my dossier?")
    title: page.view.about

    about: [
        Banner {
            text: page.view.state
            kind: page.view.kind
            strong: true
        },
        Panel {
            visible: page.view.reason !== "" || page.view.papers.length > 0
            heading: qsTr("What the officer says")

            Words {
                visible: page.view.reason !== ""
                text: page.view.reason
                Layout.fillWidth: true
            }
            Repeater {
                model: page.view.papers

                Bullet {
                    required property string modelData

                    symbol: "file-plus"
                    text: modelData
                }
            }
        }
    ]

    ActionButton {
        visible: page.view.number !== ""
        primary: true
        symbol: "ticket"
        text: page.view.number
        onClicked: Kiosk.act("number", page.view.field)
    }
    Panel {
        spacing: Theme.gap

        Repeater {
            model: page.view.rows

            ValueRow {
                required property var modelData

                label: modelData.label
                value: modelData.value
            }
        }
    }
    Panel {
        heading: qsTr("The way of your dossier")

        Repeater {
            model: page.view.stages

            Bullet {
                required property var modelData
                required property int index

                number: modelData.done ? "" : String(index + 1)
                text: modelData.name
                strong: modelData.now
            }
        }
    }

    actions: [
        ActionButton {
            symbol: "face-4"
            text: qsTr("Rate the service")
            onClicked: Kiosk.act("rate")
        },
        ActionButton {
            primary: page.view.number === ""
            symbol: "check"
            text: qsTr("Finish")
            onClicked: Kiosk.act("finish")
        }
    ]
}
