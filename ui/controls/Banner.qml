pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

Rectangle {
    id: banner

    required property string text
    property string kind: "info"
    property string symbol: icons[kind]
    property bool strong: false

    readonly property var icons: ({
            "info": "info",
            "good": "circle-check",
            "wait": "hourglass",
            "bad": "triangle-alert"
        })
    readonly property color ink: kind === "good" ? Theme.good : kind === "wait" ? Theme.wait : kind === "bad" ? Theme.bad : Theme.header
    readonly property color tint: kind === "good" ? Theme.goodTint : kind === "wait" ? Theme.waitTint : kind === "bad" ? Theme.badTint : Theme.tint

    visible: text !== ""
    color: tint
    radius: Theme.radius
    border.color: Theme.contrast ? Theme.border : ink
    border.width: strong || Theme.contrast ? Theme.border1 : 0
    implicitHeight: content.implicitHeight + 2 * Theme.px(Theme.reach || Theme.wide ? 14 : 24)
    Layout.fillWidth: true

    // Most pages have banners of which nothing is to be seen.
    Loader {
        id: content

        active: banner.text !== ""
        anchors.fill: parent
        anchors.leftMargin: Theme.px(Theme.wide ? 20 : 32)
        anchors.rightMargin: Theme.px(Theme.wide ? 20 : 32)

        sourceComponent: RowLayout {
            spacing: Theme.px(22)

            Icon {
                name: banner.symbol
                colour: Theme.contrast ? Theme.action : banner.ink
                size: Theme.px(54)
            }
            Words {
                text: banner.text
                color: Theme.contrast ? Theme.ink : banner.ink
                font.pixelSize: banner.strong ? Theme.sizeHeading : Theme.sizeBody
                font.weight: banner.strong ? Font.DemiBold : Font.Medium
                Accessible.role: Accessible.AlertMessage
                Layout.fillWidth: true
            }
        }
    }
}
