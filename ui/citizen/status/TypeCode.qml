import QtQuick
import ui.citizen
import ui.controls
import ui.keyboard
import ui.theme

Page {
    id: page

    title: qsTr("Type the code of your application or appointment")
    spacing: Theme.px(18)

    about: [
        Field {
            text: page.view.draft
            hint: qsTr("For example: K1-261122-0007")
            symbol: "hash"
        },
        Banner {
            text: page.view.waiting ? qsTr("One moment, please…") : ""
            kind: "wait"
        },
        Banner {
            text: page.view.problem
            kind: "bad"
        }
    ]


    actions: ActionButton {
        symbol: "id-card"
        text: qsTr("Use my citizen card")
        onClicked: Kiosk.act("use_card")
    }
    dock: Keyboard {
        vietnamese: false
        goIcon: "search"
        goName: qsTr("Look up")
        onKey: name => Kiosk.act("key", name)
        onGo: Kiosk.act("look_up")
    }
}
