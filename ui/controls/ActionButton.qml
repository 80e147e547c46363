import QtQuick
import QtQuick.Layouts
import ui.theme

Press {
    id: button

    property string symbol: ""
    property bool primary: false
    property bool stacked: Theme.large && width < Theme.px(440)
    readonly property color ink: primary ? Theme.actionText : Theme.action

    fill: primary ? Theme.action : Theme.card
    fillPressed: primary ? Theme.actionPressed : Theme.tint
    edge: Theme.action
    edgeWidth: Theme.border2
    corner: Theme.radiusButton
    opacity: enabled ? 1 : 0.5
    implicitHeight: Math.max(Theme.mainTarget, implicitContentHeight + topPadding + bottomPadding)
    Accessible.defaultButton: primary
    Layout.fillWidth: true
    Layout.fillHeight: parent instanceof RowLayout || parent instanceof GridLayout
    Layout.preferredHeight: Math.max(implicitHeight, Theme.mainTarget)

    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        GridLayout {
            id: row

            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width)
            columns: button.stacked ? 1 : 2
            columnSpacing: Theme.px(18)
            rowSpacing: Theme.px(6)

            Icon {
                visible: button.symbol !== ""
                name: button.symbol
                colour: button.ink
                size: Theme.px(56)
                Layout.alignment: Qt.AlignCenter
            }
            Written {
                text: button.text
                color: button.ink
                font.pixelSize: Theme.sizeButton
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignCenter
            }
        }
    }
}
