import QtQuick
import ui.citizen
import ui.controls

Page {
    id: page

    overline: page.view.about
    title: qsTr("Your appointment")
    symbol: "clock"

    about: [
        Banner {
            text: page.view.told
            symbol: "clock"
            strong: true
        },
        Banner {
            text: page.view.problem
            kind: "bad"
        }
    ]

    RowButton {
        symbol: "ticket"
        text: qsTr("Take an ordinary number")
        note: qsTr("You are called in turn, like everybody. Your appointment stays as it is.")
        onClicked: Kiosk.act("number")
    }

    actions: ActionButton {
        primary: true
        symbol: "check"
        text: qsTr("Finish")
        onClicked: Kiosk.act("finish")
    }
}
