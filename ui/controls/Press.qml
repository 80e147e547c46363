import QtQuick
import QtQuick.Templates as T
import ui.theme

T.AbstractButton {
    id: control

    property color fill: Theme.card
    property color fillPressed: Theme.tint
    property color edge: Theme.border
    property int edgeWidth: Theme.border1
    property int corner: Theme.radius

    implicitWidth: Math.max(Theme.target, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.target, implicitContentHeight + topPadding + bottomPadding)
    padding: Theme.px(16)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        color: control.down ? control.fillPressed : control.fill
        border.color: control.edge
        border.width: control.edgeWidth
        radius: control.corner

        Rectangle {
            visible: control.visualFocus
            anchors.fill: parent
            anchors.margins: -Theme.px(6)
            color: "transparent"
            border.color: Theme.focus
            border.width: Theme.px(6)
            radius: control.corner + Theme.px(6)
        }
    }
}
