import QtQuick
import QtQuick.Layouts
import ui.theme

Press {
    id: row

    property string symbol: "file-text"
    property string note: ""
    property int symbolSize: Theme.px(52)
    property bool chosen: false
    property bool arrow: true
    property string pointer: "chevron-right"

    padding: Theme.px(Theme.reach || Theme.wide ? 12 : 24)
    leftPadding: Theme.px(Theme.wide ? 24 : 32)
    rightPadding: Theme.px(28)
    fill: chosen ? Theme.tint : Theme.card
    edge: chosen ? Theme.action : Theme.border
    edgeWidth: chosen ? Theme.border2 + 2 : Theme.border1
    Accessible.description: note
    Accessible.selectable: true
    Accessible.selected: chosen
    Layout.fillWidth: true
    Layout.preferredHeight: Math.max(implicitHeight, Theme.px(Theme.reach || Theme.wide ? 84 : 124))

    contentItem: RowLayout {
        spacing: Theme.px(26)

        Icon {
            visible: row.symbol !== ""
            name: row.symbol
            colour: Theme.action
            size: row.symbolSize
        }
        ColumnLayout {
            spacing: Theme.px(4)
            Layout.fillWidth: true

            Written {
                text: row.text
                font.pixelSize: Theme.sizeBody
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
            Written {
                visible: row.note !== ""
                text: row.note
                color: row.chosen ? Theme.ink : Theme.muted
                font.pixelSize: Theme.sizeSmall
                Layout.fillWidth: true
            }
        }
        Icon {
            visible: row.arrow || row.chosen
            name: row.chosen ? "check" : row.pointer
            colour: row.chosen ? Theme.action : Theme.muted
            size: Theme.px(44)
        }
    }
}
