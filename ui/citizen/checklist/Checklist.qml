import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: page.view.about
    title: qsTr("The papers, on a list for home")

    about: [
        Banner {
            text: page.view.state
            kind: page.view.failed ? "bad" : page.view.out ? "good" : "wait"
            symbol: "printer"
            strong: true
        },
        Words {
            text: qsTr("Tick each paper when you have it, and bring all of them. The kiosk keeps nothing of it.")
            color: Theme.muted
            Layout.fillWidth: true
        },
        PicturePanel {
            symbol: "printer"
            ratio: 0.75
            text: page.view.about
        }
    ]

    actions: [
        ActionButton {
            symbol: "id-card"
            text: qsTr("Start now")
            onClicked: Kiosk.act("start")
        },
        ActionButton {
            primary: true
            symbol: "check"
            text: qsTr("Finish")
            onClicked: Kiosk.act("finish")
        }
    ]
}
