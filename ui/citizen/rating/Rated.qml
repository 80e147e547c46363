import QtQuick
import ui.citizen
import ui.controls

Page {
    title: qsTr("Thank you")
    symbol: "hand-heart"

    about: Banner {
        kind: "good"
        strong: true
        text: qsTr("Your answer was sent without your name.")
    }


    actions: ActionButton {
        primary: true
        symbol: "check"
        text: qsTr("Finish")
        onClicked: Kiosk.act("finish")
    }
}
