import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls

Page {
    title: qsTr("Thank you")

    Banner {
        kind: "good"
        strong: true
        text: qsTr("Your answer was sent without your name.")
    }
    Item {
        Layout.fillHeight: true
    }

    actions: ActionButton {
        primary: true
        symbol: "check"
        text: qsTr("Finish")
        onClicked: Kiosk.act("finish")
    }
}
