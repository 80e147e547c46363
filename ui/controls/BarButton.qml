import QtQuick
import QtQuick.Layouts
import ui.theme

// Stands in a bar with others of its kind: as wide as they are, or in the one row of a panel that lies on its
// side as wide as its words.
Press {
    id: button

    property string symbol: ""
    property bool on: false
    property bool strong: false

    // What stays on or off after a touch.
    property bool toggles: false
    readonly property bool filled: strong || on
    readonly property color ink: filled ? Theme.actionText : Theme.action

    padding: Theme.px(6)
    topPadding: Theme.px(Theme.wide ? 6 : 14)
    bottomPadding: Theme.px(Theme.wide ? 4 : 12)
    fill: filled ? Theme.action : Theme.card
    fillPressed: filled ? Theme.actionPressed : Theme.tint
    edge: Theme.wide && filled ? Theme.headerBorder : Theme.action
    edgeWidth: Theme.border2
    corner: Theme.radiusButton + 4
    Accessible.checkable: toggles
    Accessible.checked: on
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: Theme.wide ? -1 : 1
    Layout.maximumWidth: Theme.wide ? implicitWidth : Number.POSITIVE_INFINITY
    Layout.minimumWidth: Math.max(Theme.target, words.inTwo + leftPadding + rightPadding)

    contentItem: ColumnLayout {
        spacing: Theme.px(Theme.wide ? 0 : 4)

        Item {
            Layout.fillHeight: true
        }
        Icon {
            visible: !(Theme.wide && Theme.large)
            name: button.symbol
            colour: button.ink
            size: Theme.px(Theme.wide ? 40 : 48)
            Layout.alignment: Qt.AlignHCenter
        }
        Label {
            id: words

            text: button.text
            color: button.ink
            font.pixelSize: Theme.sizeBar
            font.weight: Font.DemiBold
            lineHeight: Theme.wide ? 0.95 : 1
            Layout.fillWidth: true
        }
        Item {
            Layout.fillHeight: true
        }
    }
}
