import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Press {
    id: key

    property string face: text
    property bool special: false
    property bool strong: false
    property real share: 1

    padding: 0
    corner: Theme.radiusChip
    fill: strong ? Theme.action : special ? Theme.tint : Theme.card
    fillPressed: strong ? Theme.actionPressed : Theme.key
    autoRepeat: false
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: Theme.px(96) * share
    Layout.minimumWidth: Theme.target * Math.min(1, share)

    contentItem: Written {
        text: key.face
        color: key.strong ? Theme.actionText : Theme.ink
        font.pixelSize: Theme.wide && key.face.length > 1 ? Theme.px(Theme.large ? 38 : 34) : Theme.sizeKey
        font.weight: Font.Medium
        wrapMode: Text.NoWrap
        lineHeight: 1
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
}
