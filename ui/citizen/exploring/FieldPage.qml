pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    readonly property bool long: page.view.procedures.length > 8

    overline: qsTr("Field")
    title: page.view.title
    symbol: "file-stack"
    spacing: Theme.px(20)

    about: [
        Words {
            visible: page.view.procedures.length > 0
            text: qsTr("Touch the procedure you need")
            color: Theme.muted
            Layout.fillWidth: true
        },
        Banner {
            text: page.view.procedures.length === 0 ? qsTr("These procedures are done at the counter. Please take a number.") : ""
        }
    ]

    RowButton {
        visible: page.long
        symbol: "search"
        text: qsTr("Type the procedure you need")
        onClicked: Kiosk.act("search")
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
    RowButton {
        visible: page.view.procedures.length === 0
        symbol: "scan-qr-code"
        text: qsTr("I have a slip: where is my dossier?")
        onClicked: Kiosk.act("show_code")
    }
    RowButton {
        visible: page.view.procedures.length === 0
        symbol: "search"
        text: qsTr("Type the procedure you need")
        onClicked: Kiosk.act("search")
    }

    actions: [
        ActionButton {
            visible: page.view.priority
            symbol: "users"
            text: qsTr("Priority")
            onClicked: Kiosk.act("priority")
            Layout.minimumWidth: Theme.px(Theme.large ? 300 : 240)
        },
        ActionButton {
            symbol: "ticket"
            primary: page.view.procedures.length === 0
            text: qsTr("Take a number for this field")
            onClicked: Kiosk.act("number")
        }
    ]
}
