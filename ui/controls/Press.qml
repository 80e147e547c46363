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
    // A finger takes the keys nowhere.
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        color: control.down ? control.fillPressed : control.fill
        border.color: control.edge
        border.width: control.edgeWidth
        radius: control.corner
    }
}
