import QtQuick
import QtQuick.Layouts
import ui.theme

Press {
    id: button

    property string symbol: ""
    property bool on: false
    property bool primary: false
    // What stays on or off after a touch.
    property bool toggles: false
    readonly property bool filled: primary || on
    readonly property color ink: filled ? Theme.actionText : Theme.action

    padding: Theme.px(6)
    topPadding: Theme.px(14)
    bottomPadding: Theme.px(12)
    fill: filled ? Theme.action : Theme.card
    fillPressed: filled ? Theme.actionPressed : Theme.tint
    edge: Theme.action
    edgeWidth: Theme.border2
    corner: Theme.radiusButton + 4
    Accessible.checkable: toggles
    Accessible.checked: on
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: 1
    // One line; of large text two, and no word is broken.
    Layout.minimumWidth: Math.ceil(Theme.large ? Math.max(word.advanceWidth, line.advanceWidth * 0.6) : line.advanceWidth) + leftPadding + rightPadding + 4

    TextMetrics {
        id: line

        font: label.font
        text: button.text
    }
    TextMetrics {
        id: word

        font: label.font
        text: button.text.split(" ").reduce((most, one) => one.length > most.length ? one : most, "")
    }

    contentItem: ColumnLayout {
        spacing: Theme.px(4)

        Item {
            Layout.fillHeight: true
        }
        Icon {
            name: button.symbol
            colour: button.ink
            size: Theme.px(48)
            Layout.alignment: Qt.AlignHCenter
        }
        Words {
            id: label

            text: button.text
            color: button.ink
            font.pixelSize: Theme.sizeBar
            font.weight: Font.DemiBold
            lineHeight: 1
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        Item {
            Layout.fillHeight: true
        }
    }
}
