import QtQuick
import QtQuick.Layouts
import ui.theme

// A value that others may not read: its mask, and the value itself only while it is held.
Press {
    id: masked

    required property string label
    required property string mask
    // Gives the value; asked when the hold begins.
    property var uncover: () => ""
    readonly property bool held: enabled && visible && (down || keyed || glance.running)
    property bool keyed: false
    property string seen: ""

    function isHold(event: var): bool {
        return !event.isAutoRepeat && [Qt.Key_Space, Qt.Key_Return, Qt.Key_Enter].includes(event.key);
    }

    text: held ? seen : mask
    padding: Theme.px(10)
    leftPadding: Theme.px(18)
    rightPadding: Theme.px(18)
    fill: Theme.tint
    fillPressed: Theme.card
    edge: Theme.action
    edgeWidth: held || Theme.contrast ? Theme.border2 : 0
    corner: Theme.radiusChip
    onHeldChanged: seen = held ? uncover() : ""
    onActiveFocusChanged: keyed = false
    Component.onDestruction: seen = ""
    Keys.onSpacePressed: event => keyed = keyed || isHold(event)
    Keys.onReturnPressed: event => keyed = keyed || isHold(event)
    Keys.onEnterPressed: event => keyed = keyed || isHold(event)
    Keys.onReleased: event => keyed = keyed && !isHold(event)
    Layout.fillWidth: true
    // What is said aloud can be heard by others.
    Accessible.name: qsTr("%1: %2, partly hidden, press and hold to see").arg(label).arg(mask)
    Accessible.onPressAction: glance.restart()

    // Who touches by way of a screen reader can't hold.
    Timer {
        id: glance

        interval: 5000
    }

    contentItem: RowLayout {
        spacing: Theme.px(16)

        Written {
            text: masked.text
            font.weight: Font.DemiBold
            Layout.fillWidth: true
        }
        Icon {
            name: "eye"
            colour: Theme.action
            size: Theme.px(42)
        }
    }
}
