pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    title: qsTr("Which of these do you need?")
    symbol: "file-stack"

    Repeater {
        model: page.view.offers

        Panel {
            id: offer

            required property var modelData

            spacing: Theme.gap
            border.color: Theme.action
            border.width: Theme.border2

            RowLayout {
                spacing: Theme.px(22)
                Layout.fillWidth: true

                Icon {
                    name: offer.modelData.icon
                    colour: Theme.action
                    size: Theme.px(72)
                    Layout.alignment: Qt.AlignTop
                }
                Words {
                    text: offer.modelData.name
                    font.pixelSize: Theme.sizeHeading
                    font.weight: Font.DemiBold
                    Layout.fillWidth: true
                }
            }
            Words {
                text: offer.modelData.why
                Layout.fillWidth: true
            }
            ActionButton {
                primary: true
                symbol: "check"
                text: qsTr("This one")
                Accessible.name: text + ": " + offer.modelData.name
                onClicked: Kiosk.act("take", offer.modelData.code)
            }
        }
    }
    Panel {
        spacing: Theme.gap

        Words {
            text: page.view.name
            font.pixelSize: Theme.sizeHeading
            font.weight: Font.DemiBold
            Layout.fillWidth: true
        }
        ActionButton {
            text: qsTr("Only this one")
            onClicked: Kiosk.act("take", page.view.code)
        }
    }
}
