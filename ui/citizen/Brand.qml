import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

// Whose kiosk this is.
RowLayout {
    id: brand

    // Says if there is room for a name alone.
    property bool brief: Theme.wide
    property int emblem: Theme.px(Theme.wide ? 68 : 92)

    spacing: Theme.gap
    Layout.fillWidth: true

    Rectangle {
        implicitWidth: brand.emblem
        implicitHeight: brand.emblem
        radius: width / 2
        color: Theme.headerText

        Icon {
            anchors.centerIn: parent
            name: "landmark"
            colour: Theme.header
            size: brand.emblem * 0.59
        }
    }
    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true

        Words {
            text: Kiosk.centre
            color: Theme.headerText
            font.pixelSize: Theme.px(Theme.wide ? (Theme.large ? 40 : 36) : Theme.large ? 46 : 40)
            font.weight: Font.Bold
            Layout.fillWidth: true
        }
        Words {
            visible: !brand.brief
            text: qsTr("Public service centre")
            color: Theme.headerMuted
            font.pixelSize: Theme.px(Theme.large ? 40 : 34)
            Layout.fillWidth: true
        }
    }
}
