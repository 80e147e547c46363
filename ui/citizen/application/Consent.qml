import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: page.view.procedure
    title: qsTr("May we use your details?")

    Panel {
        spacing: Theme.gap

        Bullet {
            symbol: "file-text"
            text: qsTr("Only for this dossier")
            note: qsTr("What you type, show or photograph here fills in the dossier, nothing else.")
        }
        Bullet {
            symbol: "user-round"
            text: qsTr("Only the officers see it")
            note: page.view.centre
        }
        Bullet {
            symbol: "lock"
            text: qsTr("Nothing stays on this machine")
            note: qsTr("When you are done or go away, the screen is cleared at once.")
        }
    }
    Banner {
        text: qsTr("You can also say no and go to the counter with your papers.")
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            text: qsTr("No")
            onClicked: Kiosk.act("no")
            Layout.preferredWidth: 40
        },
        ActionButton {
            primary: true
            symbol: "check"
            text: qsTr("Yes, I agree")
            onClicked: Kiosk.act("yes")
            Layout.preferredWidth: 60
        }
    ]
}
