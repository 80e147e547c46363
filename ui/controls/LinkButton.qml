import QtQuick
import QtQuick.Layouts
import ui.theme

Press {
    id: button

    property string symbol: ""

    padding: Theme.px(10)
    leftPadding: Theme.px(18)
    rightPadding: Theme.px(18)
    fill: Theme.tint
    fillPressed: Theme.key
    edge: Theme.action
    edgeWidth: Theme.contrast ? 2 : 0
    corner: Theme.radiusChip

    contentItem: RowLayout {
        spacing: Theme.px(10)

        Icon {
            visible: button.symbol !== ""
            name: button.symbol
            colour: Theme.action
            size: Theme.px(38)
        }
        Written {
            text: button.text
            color: Theme.action
            font.pixelSize: Theme.sizeSmall
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
    }
}
