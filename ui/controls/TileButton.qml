pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

Press {
    id: tile

    property string symbol: ""
    property string note: ""
    readonly property bool compact: Theme.large || Theme.reach

    padding: Theme.px(compact ? 18 : 26)
    Accessible.description: note
    edgeWidth: Theme.border1
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: 1
    Layout.minimumHeight: implicitHeight

    component Badge: Rectangle {
        implicitWidth: Theme.px(88)
        implicitHeight: Theme.px(88)
        color: Theme.tint
        radius: Theme.radius
        border.width: Theme.contrast ? 2 : 0
        border.color: Theme.border

        Icon {
            anchors.centerIn: parent
            name: tile.symbol
            colour: Theme.action
            size: Theme.px(56)
        }
    }

    contentItem: GridLayout {
        columns: tile.compact ? 2 : 1
        columnSpacing: Theme.px(18)
        rowSpacing: Theme.px(10)

        RowLayout {
            Layout.fillWidth: !tile.compact

            Badge {}
            Item {
                visible: !tile.compact
                Layout.fillWidth: true
            }
            Icon {
                visible: !tile.compact
                name: "chevron-right"
                colour: Theme.muted
                size: Theme.px(44)
            }
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Words {
                text: tile.text
                font.pixelSize: Theme.large ? Theme.sizeBody * 0.9 : Theme.px(36)
                font.weight: Font.Bold
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            Words {
                visible: !tile.compact
                text: tile.note
                color: Theme.muted
                font.pixelSize: Theme.px(28)
                Accessible.ignored: true
                Layout.fillWidth: true
            }
        }
    }
}
