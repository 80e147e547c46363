import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: page.view.procedure
    title: qsTr("The sections of your dossier")
    spacing: Theme.px(Theme.reach ? 14 : 20)

    Repeater {
        model: page.view.sections

        RowButton {
            required property var modelData

            symbol: modelData.symbol
            text: modelData.name
            note: modelData.state
            onClicked: Kiosk.act("change", modelData.step)
        }
    }
    Item {
        Layout.fillHeight: true
    }

    actions: ActionButton {
        primary: true
        symbol: "check"
        text: qsTr("Continue")
        onClicked: Kiosk.act("done")
    }
}
