pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: page.view.overline
    title: page.view.title

    Words {
        text: page.view.seen
        color: Theme.muted
        Layout.fillWidth: true
    }
    FactCard {
        symbol: "map-pin"
        label: qsTr("Where")
        lines: [page.view.place]
        Layout.fillHeight: false
    }
    Repeater {
        model: page.view.passages

        Panel {
            id: passage

            required property var modelData

            heading: passage.modelData.heading

            Words {
                text: passage.modelData.text
                font.pixelSize: Theme.sizeSmall
                Layout.fillWidth: true
            }
        }
    }
    Item {
        Layout.fillHeight: true
    }

    actions: ActionButton {
        primary: true
        symbol: "ticket"
        text: page.view.number !== "" ? qsTr("Number %1").arg(page.view.number) : qsTr("Number only")
        onClicked: Kiosk.act("number")
    }
}
