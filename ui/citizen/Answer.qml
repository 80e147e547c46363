pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

// What the kiosk says to what was said; the page waits behind it.
Page {
    id: answer

    required property var now

    title: qsTr("The kiosk says")
    symbol: "bot"

    about: [
        Panel {
            Words {
                text: answer.now.over
                Accessible.role: Accessible.AlertMessage
                Layout.fillWidth: true
            }
        },
        Words {
            text: qsTr("A machine (AI) answers here, from the catalogue; an officer decides.")
            color: Theme.muted
            font.pixelSize: Theme.sizeSmall
            Layout.fillWidth: true
        }
    ]

    Repeater {
        model: answer.now.options

        RowButton {
            required property var modelData

            symbol: ""
            text: modelData.words
            onClicked: Kiosk.act("reply", modelData.key)
        }
    }
}
