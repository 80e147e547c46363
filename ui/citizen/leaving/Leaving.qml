import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: page.view.procedure
    title: qsTr("Go on with this dossier?")

    about: [
        Panel {
            spacing: Theme.gap

            Bullet {
                symbol: "file-text"
                text: qsTr("Go on")
                note: qsTr("What you have filled in is kept, and you go on where you left off.")
            }
            Bullet {
                symbol: "circle-x"
                text: qsTr("End and erase")
                note: qsTr("Everything you have filled in is erased from this machine.")
            }
        },
        Banner {
            visible: page.view.seconds > 0
            symbol: "hourglass"
            text: qsTr("Without a touch, everything is erased after %1 seconds.").arg(page.view.seconds)
        }
    ]


    actions: [
        ActionButton {
            text: qsTr("End and erase")
            onClicked: Kiosk.act("end")
            Layout.preferredWidth: 46
        },
        ActionButton {
            primary: true
            symbol: "check"
            text: qsTr("Go on")
            onClicked: Kiosk.act("go_on")
            Layout.preferredWidth: 54
        }
    ]
}
