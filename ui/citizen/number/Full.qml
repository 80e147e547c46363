import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: page.view.about
    title: qsTr("No more numbers today")
    symbol: "clock"

    about: [
        Banner {
            text: page.view.why
            kind: "wait"
            symbol: "clock"
        },
        Banner {
            text: page.view.opens
            symbol: "clock"
            strong: true
        },
        Words {
            text: qsTr("You can do this here now:")
            font.pixelSize: Theme.sizeHeading
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Layout.fillWidth: true
        }
    ]

    RowButton {
        visible: page.view.can_start
        symbol: "id-card"
        text: qsTr("Prepare my application now")
        note: qsTr("It is handed in here; an officer looks at it when we are open.")
        onClicked: Kiosk.act("start")
    }
    RowButton {
        symbol: "search"
        text: qsTr("Find a procedure")
        note: qsTr("See which papers to bring, the fee and the time.")
        onClicked: Kiosk.act("search")
    }
    RowButton {
        symbol: "scan-qr-code"
        text: qsTr("I have a slip: where is my dossier?")
        onClicked: Kiosk.act("show_code")
    }
}
