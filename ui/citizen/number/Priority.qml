pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    title: qsTr("Shall you be called first?")
    symbol: "users"

    about: Words {
        text: qsTr("Touch what is so. It is not kept with your name; only officers see it beside the number.")
        color: Theme.muted
        Layout.fillWidth: true
    }

    GridLayout {
        columns: 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true

        Repeater {
            model: page.view.reasons

            TileButton {
                required property var modelData

                symbol: modelData.icon
                badge: Theme.px(Theme.large || Theme.reach ? 110 : 150)
                text: modelData.name
                onClicked: Kiosk.act("choose", modelData.id)
                Layout.minimumHeight: Math.max(implicitHeight, Theme.px(Theme.reach ? 140 : 230))
            }
        }
    }

    actions: ActionButton {
        primary: true
        symbol: "ticket"
        text: qsTr("None of these")
        onClicked: Kiosk.act("choose", "")
    }
}
