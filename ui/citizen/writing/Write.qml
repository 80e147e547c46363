import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.keyboard
import ui.theme

Page {
    id: page

    title: qsTr("Write to the officer")
    spacing: Theme.px(18)

    about: [
        Field {
            text: page.view.draft
            hint: qsTr("Type a line here")
            symbol: "pencil"
        },
        Words {
            text: qsTr("%1 letters left").arg(page.view.left)
            color: Theme.muted
            font.pixelSize: Theme.sizeSmall
            Layout.fillWidth: true
        }
    ]

    Banner {
        text: page.view.call
        kind: page.view.coming ? "good" : "wait"
        strong: true
    }
    Banner {
        text: page.view.sent ? qsTr("Your line was sent to the officer.") : ""
        kind: "good"
        symbol: "send"
    }

    dock: Keyboard {
        vietnamese: Kiosk.lang === "vi"
        goIcon: "send"
        goName: qsTr("Send")
        onKey: name => Kiosk.act("key", name)
        onGo: Kiosk.act("send")
    }
}
