pragma ComponentBehavior: Bound
import QtQuick
import ui.theme

// A little card that does what a hint asks for, over and over: comes closer, tilts, turns over, stays.
Item {
    id: sign

    required property string sign
    required property color colour
    property real ratio: 1.585
    property bool running: true

    // From 0 to 1 and back: how far the movement has come.
    property real way: 0
    readonly property bool turned: sign.sign === "show_the_code" && way < 0.5
    readonly property bool lamp: sign.sign === "more_light" || sign.sign === "too_bright"

    SequentialAnimation on way {
        running: sign.running
        loops: Animation.Infinite

        NumberAnimation {
            from: 0
            to: 1
            duration: 900
            easing.type: Easing.InOutQuad
        }
        PauseAnimation {
            duration: 500
        }
        NumberAnimation {
            from: 1
            to: 0
            duration: 500
            easing.type: Easing.InOutQuad
        }
    }

    Rectangle {
        id: card

        anchors.centerIn: parent
        anchors.horizontalCenterOffset: sign.sign === "whole_card" ? (1 - sign.way) * sign.width * 0.3 : 0
        height: Math.min(sign.height * 0.82, sign.width * 0.9 / sign.ratio)
        width: height * sign.ratio
        radius: height * 0.09
        color: Theme.card
        border.color: sign.colour
        border.width: Math.max(3, height * 0.05)
        rotation: sign.sign === "tilt_glare" ? -14 + 28 * sign.way : 0
        scale: sign.sign === "move_closer" ? 0.65 + 0.4 * sign.way : sign.sign === "move_back" ? 1.05 - 0.45 * sign.way : 1
        transform: Scale {
            origin.x: card.width / 2
            xScale: sign.sign === "show_the_code" ? Math.max(0.08, Math.abs(2 * sign.way - 1)) : 1
        }

        Rectangle {
            visible: !sign.turned
            width: parent.height * 0.36
            height: width
            x: parent.width - width - parent.height * 0.14
            y: parent.height * 0.14
            color: sign.colour
        }
        Rectangle {
            visible: sign.turned
            width: parent.width * 0.7
            height: parent.height * 0.12
            anchors.centerIn: parent
            color: sign.colour
            opacity: 0.4
        }
        Rectangle {
            visible: sign.sign === "hold_still"
            anchors.fill: parent
            anchors.margins: -sign.height * 0.05
            radius: parent.radius
            color: "transparent"
            border.color: sign.colour
            border.width: 3
            opacity: sign.running ? 1 - sign.way : 0
        }
    }
    Repeater {
        model: sign.lamp ? 8 : 0

        Rectangle {
            required property int index

            x: sign.width * 0.14 - width / 2
            y: sign.height * 0.2 - height / 2
            width: sign.height * (sign.sign === "more_light" ? 0.2 + 0.22 * sign.way : 0.42 - 0.22 * sign.way)
            height: Math.max(2, sign.height * 0.03)
            rotation: index * 22.5
            color: sign.colour
        }
    }
}
