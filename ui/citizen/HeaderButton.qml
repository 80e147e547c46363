import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Press {
    id: button

    required property string symbol

    fill: Theme.header
    fillPressed: Theme.action
    edge: Theme.headerBorder
    edgeWidth: Theme.border2
    corner: Theme.radiusButton + 4
    leftPadding: Theme.px(Theme.large ? 20 : 26)
    rightPadding: leftPadding

    contentItem: GridLayout {
        columns: Theme.large ? 1 : 2
        columnSpacing: Theme.px(16)
        rowSpacing: 0

        Icon {
            name: button.symbol
            colour: Theme.headerText
            size: Theme.px(46)
            Layout.alignment: Qt.AlignCenter
        }
        Words {
            text: button.text
            color: Theme.headerText
            font.pixelSize: Theme.px(Theme.large ? 44 : 36)
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
            Accessible.ignored: true
            Layout.alignment: Qt.AlignCenter
        }
    }
}
