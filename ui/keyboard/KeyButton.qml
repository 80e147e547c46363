import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Press {
    id: key

    property string face: text
    property string symbol: ""
    property bool special: false
    property bool strong: false
    property real share: 1
    readonly property color ink: strong ? Theme.actionText : Theme.ink

    padding: Theme.px(4)
    corner: Theme.radiusChip
    fill: strong ? Theme.action : special ? Theme.tint : Theme.card
    fillPressed: strong ? Theme.actionPressed : Theme.key
    autoRepeat: false
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: Theme.px(96) * share
    Layout.minimumWidth: Theme.target * Math.min(1, share)

    contentItem: Item {
        Words {
            visible: key.symbol === ""
            anchors.centerIn: parent
            text: key.face
            color: key.ink
            font.pixelSize: Theme.wide && key.face.length > 1 ? Theme.px(Theme.large ? 38 : 34) : Theme.sizeKey
            font.weight: Font.Medium
            wrapMode: Text.NoWrap
            lineHeight: 1
            Accessible.ignored: true
        }
        Icon {
            visible: key.symbol !== ""
            anchors.centerIn: parent
            name: key.symbol
            colour: key.strong ? Theme.actionText : Theme.contrast ? Theme.action : Theme.header
            size: Theme.px(52)
        }
    }
}
