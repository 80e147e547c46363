pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

Press {
    id: tile

    property string symbol: ""
    property string note: ""
    property int badge: Theme.px(Theme.wide ? 72 : 88)
    readonly property bool compact: Theme.large || Theme.reach || Theme.wide

    padding: Theme.px(!compact ? 26 : Theme.wide && Theme.large ? 4 : Theme.wide || Theme.large && Theme.reach ? 8 : 18)
    leftPadding: Math.max(padding, Theme.px(14))
    Accessible.description: note
    edgeWidth: Theme.border1
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: 1
    Layout.minimumHeight: implicitHeight

    component Badge: Rectangle {
        implicitWidth: tile.badge
        implicitHeight: tile.badge
        color: Theme.tint
        radius: Theme.radius
        border.width: Theme.contrast ? 2 : 0
        border.color: Theme.border

        Icon {
            anchors.centerIn: parent
            name: tile.symbol
            colour: Theme.action
            size: tile.badge * 0.64
        }
    }

    contentItem: RowLayout {
        spacing: Theme.px(18)

        Badge {
            visible: !(Theme.wide && Theme.large)
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Written {
                text: tile.text
                font.pixelSize: Theme.large ? Theme.sizeBody * (Theme.wide ? 0.8 : 0.9) : Theme.px(36)
                font.weight: Font.Bold
                Layout.fillWidth: true
            }
            Written {
                visible: !tile.compact && text !== ""
                text: tile.note
                color: Theme.muted
                font.pixelSize: Theme.sizeSmall
                Layout.fillWidth: true
            }
        }
    }
}
