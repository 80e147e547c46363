pragma ComponentBehavior: Bound
import QtQuick
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    title: qsTr("Which application is it?")
    symbol: "file-stack"
    spacing: Theme.px(20)

    Repeater {
        model: page.view.found

        RowButton {
            required property var modelData

            symbol: "file-text"
            text: modelData.name
            note: modelData.reference
            onClicked: Kiosk.act("pick", modelData.reference)
        }
    }
}
