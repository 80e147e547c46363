import QtQuick
import ui.citizen
import ui.controls

Page {
    id: page

    title: qsTr("Find my application by my card")

    about: [
        AimPanel {
            aim: page.view.aim
            symbol: "id-card"
            ratio: 1.585
            text: qsTr("Hold the card still over the reader, with the square code facing it.")
        },
        Banner {
            text: page.view.looking ? qsTr("One moment, please…") : page.view.waiting && page.view.aim.glimpse === "" ? qsTr("The reader is waiting for the card…") : ""
            kind: "wait"
            symbol: "scan-qr-code"
        },
        Banner {
            text: page.view.problem
            kind: "bad"
        },
        Banner {
            text: qsTr("The card is used to find your applications alone, and not kept.")
            symbol: "shield-check"
        }
    ]


    actions: [
        ActionButton {
            symbol: "keyboard"
            text: qsTr("Type the code")
            onClicked: Kiosk.act("type")
        },
        ActionButton {
            visible: !page.view.waiting && !page.view.looking
            primary: true
            symbol: "refresh-cw"
            text: qsTr("Try again")
            onClicked: Kiosk.act("again")
        }
    ]
}
