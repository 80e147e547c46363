pragma ComponentBehavior: Bound
import QtQuick
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    title: qsTr("How content are you with the service?")
    symbol: "hand-heart"
    spacing: Theme.px(18)

    Repeater {
        model: page.view.faces

        RowButton {
            required property var modelData

            symbol: modelData.icon
            text: modelData.name
            arrow: false
            onClicked: Kiosk.act("rate", modelData.stars)
        }
    }

    actions: ActionButton {
        text: page.view.none
        onClicked: Kiosk.act("rate", "")
    }
}
