pragma ComponentBehavior: Bound
import QtQuick
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    title: qsTr("What is the other number for?")
    symbol: "ticket"
    spacing: Theme.px(20)

    about: [
        Banner {
            text: page.view.problem
            kind: "bad"
        },
        Banner {
            visible: page.view.numbers !== ""
            symbol: "ticket"
            text: qsTr("You have: %1").arg(page.view.numbers)
        }
    ]

    Repeater {
        model: page.view.fields

        RowButton {
            required property var modelData

            symbol: modelData.icon
            text: modelData.name
            onClicked: Kiosk.act("take", modelData.id)
        }
    }
}
