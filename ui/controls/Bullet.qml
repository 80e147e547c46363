import QtQuick
import QtQuick.Layouts
import ui.theme

RowLayout {
    id: bullet

    required property string text
    property string note: ""
    property string symbol: "check"
    property string number: ""
    property bool strong: number === ""

    spacing: Theme.px(22)
    Accessible.role: Accessible.StaticText
    Accessible.name: number !== "" ? number + ". " + text : text
    Accessible.description: note
    Layout.fillWidth: true

    Rectangle {
        implicitWidth: Theme.px(64)
        implicitHeight: Theme.px(64)
        radius: Theme.px(32)
        color: bullet.number === "" ? Theme.goodTint : Theme.tint
        border.color: bullet.number === "" ? Theme.border : Theme.action
        border.width: bullet.number === "" ? (Theme.contrast ? 2 : 0) : Theme.border2
        Layout.alignment: Qt.AlignTop

        Icon {
            visible: bullet.number === ""
            anchors.centerIn: parent
            name: bullet.symbol
            colour: Theme.good
            size: Theme.px(38)
        }
        Written {
            visible: bullet.number !== ""
            anchors.centerIn: parent
            text: bullet.number
            color: Theme.action
            font.pixelSize: Theme.px(Theme.large ? 44 : 34)
            font.weight: Font.Bold
        }
    }
    ColumnLayout {
        spacing: Theme.px(4)
        Layout.fillWidth: true
        Layout.topMargin: Theme.px(8)

        Written {
            text: bullet.text
            font.weight: bullet.strong ? Font.DemiBold : Font.Normal
            Layout.fillWidth: true
        }
        Written {
            visible: bullet.note !== ""
            text: bullet.note
            color: Theme.muted
            font.pixelSize: Theme.sizeSmall
            Layout.fillWidth: true
        }
    }
}
