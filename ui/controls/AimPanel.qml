pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

// Where to hold a card or a slip: what to do now in large words with a moving sign, and below them what the
// camera sees, too coarse for a letter.
Panel {
    id: panel

    required property var aim
    required property string symbol
    required property string text
    property real ratio: 1
    readonly property bool picture: true

    readonly property bool sees: panel.aim.glimpse !== ""
    readonly property bool hinting: panel.aim.hint !== ""
    readonly property real share: 0.78
    readonly property real mirrorHeight: mirror.width * picture.implicitHeight / Math.max(1, picture.implicitWidth)

    padding: Theme.px(Theme.reach || Theme.wide ? 16 : 32)
    spacing: Theme.px(Theme.reach || Theme.wide ? 14 : 28)
    color: hinting ? Theme.waitTint : Theme.card
    border.color: hinting ? Theme.wait : Theme.border
    border.width: hinting ? Theme.border2 : Theme.border1
    Layout.fillHeight: true
    Layout.minimumHeight: implicitHeight
    Layout.maximumHeight: sees ? told.height + spacing + mirrorHeight + 2 * padding : Theme.px(900)

    RowLayout {
        id: told

        visible: panel.sees
        spacing: Theme.px(28)
        Layout.fillWidth: true
        Layout.minimumHeight: Theme.px(Theme.reach || Theme.wide ? 96 : 168)

        AimSign {
            sign: panel.hinting ? panel.aim.sign : "hold_still"
            ratio: panel.ratio
            colour: panel.hinting ? Theme.wait : Theme.action
            running: panel.visible && panel.hinting
            implicitHeight: Theme.px(Theme.reach || Theme.wide ? 96 : Theme.large ? 132 : 168)
            implicitWidth: Theme.px(Theme.reach || Theme.wide ? 140 : Theme.large ? 200 : 250)
        }
        Words {
            text: panel.hinting ? panel.aim.hint : panel.text
            color: panel.hinting ? (Theme.contrast ? Theme.ink : Theme.wait) : Theme.ink
            font.pixelSize: panel.hinting && !Theme.reach && !Theme.wide ? Theme.sizeTitle : Theme.sizeHeading
            font.weight: panel.hinting ? Font.Bold : Font.Medium
            lineHeight: 1.05
            Accessible.role: Accessible.AlertMessage
            Layout.fillWidth: true
        }
    }
    Rectangle {
        id: mirror

        visible: panel.sees
        color: "black"
        border.color: Theme.contrast ? Theme.border : Theme.action
        border.width: Theme.border2
        implicitHeight: Theme.px(Theme.reach || Theme.wide ? 150 : 320)
        Layout.fillHeight: true
        Layout.fillWidth: true
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("What the camera sees")

        Image {
            id: picture

            anchors.fill: parent
            anchors.margins: mirror.border.width
            source: panel.sees ? "image://glimpse/" + panel.aim.glimpse : ""
            cache: false
            smooth: true
            fillMode: Image.PreserveAspectFit
        }
        Repeater {
            model: [[0, 0], [1, 0], [0, 1], [1, 1]]

            Item {
                id: corner

                required property var modelData
                readonly property real high: Math.min(picture.paintedHeight * 0.86, picture.paintedWidth * panel.share / panel.ratio)
                readonly property real wide: high * panel.ratio
                readonly property real arm: Math.max(8, high * 0.2)
                readonly property int line: Theme.px(Theme.reach ? 6 : 9)

                x: parent.width / 2 + (modelData[0] ? wide / 2 - arm : -wide / 2)
                y: parent.height / 2 + (modelData[1] ? high / 2 - arm : -high / 2)
                width: arm
                height: arm

                Rectangle {
                    width: parent.width
                    height: corner.line
                    y: corner.modelData[1] ? parent.height - height : 0
                    color: "white"
                    border.color: "black"
                }
                Rectangle {
                    width: corner.line
                    height: parent.height
                    x: corner.modelData[0] ? parent.width - width : 0
                    color: "white"
                    border.color: "black"
                }
            }
        }
    }
    Rectangle {
        visible: !panel.sees
        implicitHeight: Theme.px(Theme.reach || Theme.wide ? 150 : 300)
        implicitWidth: Math.min(height * panel.ratio, panel.width - 2 * panel.padding)
        radius: Theme.radius
        color: Theme.tint
        border.color: Theme.action
        border.width: Theme.px(5)
        Layout.fillHeight: true
        Layout.maximumHeight: Theme.px(560)
        Layout.alignment: Qt.AlignCenter

        Icon {
            anchors.centerIn: parent
            name: panel.symbol
            colour: Theme.action
            size: Math.min(parent.height, parent.width) * 0.6
        }
    }
    Words {
        visible: !panel.sees
        text: panel.text
        font.pixelSize: Theme.sizeHeading
        font.weight: Font.Medium
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }
}
