import QtQuick
import ui.citizen
import ui.controls

Page {
    id: page

    title: qsTr("Where is my dossier?")

    about: [
        AimPanel {
            aim: page.view.aim
            symbol: "scan-qr-code"
            ratio: 1
            text: qsTr("Hold the square code of your slip or appointment still before the reader.")
        },
        Banner {
            text: page.view.waiting && page.view.aim.glimpse === "" ? qsTr("The reader is waiting for the code…") : ""
            kind: "wait"
            symbol: "scan-qr-code"
        },
        Banner {
            text: page.view.problem
            kind: "bad"
        }
    ]


    actions: [
        ActionButton {
            symbol: "keyboard"
            text: qsTr("Type the code")
            onClicked: Kiosk.act("type")
        },
        ActionButton {
            symbol: "id-card"
            text: qsTr("Use my citizen card")
            onClicked: Kiosk.act("use_card")
        },
        ActionButton {
            visible: !page.view.waiting
            primary: true
            symbol: "refresh-cw"
            text: qsTr("Try again")
            onClicked: Kiosk.act("again")
        }
    ]
}
