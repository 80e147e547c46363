import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Rectangle {
    color: Theme.contrast ? Theme.page : Theme.key

    ColumnLayout {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        spacing: Theme.px(20)

        Icon {
            name: "landmark"
            colour: Theme.action
            size: Theme.px(Theme.large ? 90 : 150)
            Layout.alignment: Qt.AlignHCenter
        }
        Words {
            text: Kiosk.centre
            font.pixelSize: Theme.sizeTitle
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        Words {
            text: qsTr("All buttons are in the lower part of the screen")
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }
}
