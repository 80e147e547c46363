import QtQuick
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: page.view.procedure
    title: qsTr("The sections of your dossier")
    symbol: "layers"
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

    actions: ActionButton {
        primary: true
        symbol: "check"
        text: qsTr("Continue")
        onClicked: Kiosk.act("done")
    }
}
