pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

Panel {
    id: fact

    required property string symbol
    required property string label
    required property var lines

    padding: Theme.px(Theme.reach ? 18 : 24)
    Accessible.role: Accessible.StaticText
    Accessible.name: label + ": " + lines.join(", ")
    spacing: Theme.px(10)
    Layout.fillHeight: true
    Layout.preferredWidth: 1

    RowLayout {
        spacing: Theme.px(16)
        Layout.fillWidth: true

        Icon {
            name: fact.symbol
            colour: Theme.action
            size: Theme.px(46)
        }
        Written {
            text: fact.label
            color: Theme.muted
            font.pixelSize: Theme.sizeSmall
            Layout.fillWidth: true
        }
    }
    Repeater {
        model: fact.lines

        Written {
            required property var modelData

            text: modelData
            font.pixelSize: fact.lines.length > 1 || modelData.length > 16 ? Theme.sizeSmall : Theme.px(38 * Theme.headline)
            font.weight: Font.DemiBold
            Layout.fillWidth: true
        }
    }
    Item {
        Layout.fillHeight: true
    }
}
