pragma ComponentBehavior: Bound
import QtQuick
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    title: qsTr("What was not good?")
    symbol: "message-circle-question-mark"
    spacing: Theme.px(18)

    Repeater {
        model: page.view.reasons

        RowButton {
            required property var modelData

            symbol: modelData.icon
            text: modelData.name
            arrow: false
            onClicked: Kiosk.act("why", modelData.id)
        }
    }

    actions: ActionButton {
        text: page.view.none
        onClicked: Kiosk.act("why", "")
    }
}
