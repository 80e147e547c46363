pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: qsTr("Field")
    title: page.view.title
    spacing: Theme.px(20)

    Words {
        text: qsTr("Touch the procedure you need")
        color: Theme.muted
        Layout.fillWidth: true
    }
    Repeater {
        model: page.view.procedures

        RowButton {
            required property var modelData

            symbol: modelData.icon
            text: modelData.name
            note: modelData.summary
            onClicked: Kiosk.act("pick", modelData.code)
        }
    }
    Banner {
        text: page.view.procedures.length === 0 ? qsTr("These procedures are done at the counter. Please take a number.") : ""
    }
    Item {
        Layout.fillHeight: true
    }

    actions: ActionButton {
        symbol: "ticket"
        text: qsTr("Take a number for this field")
        onClicked: Kiosk.act("number")
    }
}
