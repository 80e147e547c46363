import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Page {
    id: page

    title: qsTr("Where is my dossier?")

    Panel {
        padding: Theme.px(Theme.reach ? 24 : 56)
        spacing: Theme.gap

        Rectangle {
            implicitWidth: Theme.px(Theme.reach ? 200 : 360)
            implicitHeight: implicitWidth
            radius: Theme.radius
            color: Theme.tint
            border.color: Theme.action
            border.width: Theme.px(5)
            Layout.alignment: Qt.AlignHCenter

            Icon {
                anchors.centerIn: parent
                name: "scan-qr-code"
                colour: Theme.action
                size: parent.width * 0.6
            }
        }
        Words {
            text: qsTr("Hold the square code of your slip still before the reader.")
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }
    Banner {
        text: page.view.waiting ? qsTr("The reader is waiting for the code…") : ""
        kind: "wait"
        symbol: "scan-qr-code"
    }
    Banner {
        text: page.view.problem
        kind: "bad"
    }
    Item {
        Layout.fillHeight: true
    }

    actions: ActionButton {
        visible: !page.view.waiting
        primary: true
        symbol: "refresh-cw"
        text: qsTr("Try again")
        onClicked: Kiosk.act("again")
    }
}
