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
    padding: Theme.px(Theme.wide ? 6 : 16)
    leftPadding: Theme.px(Theme.wide ? 8 : Theme.large ? 20 : 26)
    rightPadding: leftPadding
    Layout.fillHeight: Theme.wide
    Layout.fillWidth: Theme.wide
    Layout.minimumWidth: Theme.wide ? Math.max(Theme.target, words.inTwo + leftPadding + rightPadding) : -1
    Layout.maximumWidth: implicitWidth

    contentItem: GridLayout {
        columns: Theme.large || Theme.wide ? 1 : 2
        columnSpacing: Theme.px(16)
        rowSpacing: 0

        Icon {
            visible: !(Theme.wide && Theme.large)
            name: button.symbol
            colour: Theme.headerText
            size: Theme.px(Theme.wide ? 40 : 46)
            Layout.alignment: Qt.AlignCenter
        }
        Label {
            id: words

            text: button.text
            color: Theme.headerText
            font.pixelSize: Theme.wide ? Theme.sizeBar : Theme.px(Theme.large ? 44 : 36)
            font.weight: Font.DemiBold
            wrapMode: Theme.wide ? Text.Wrap : Text.NoWrap
            lineHeight: Theme.wide ? 0.95 : 1
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignCenter
        }
    }
}
