import QtQuick
import QtQuick.Layouts
import ui.theme

Rectangle {
    readonly property int inset: Theme.px(Theme.reach ? 14 : 19)

    color: Theme.card
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Help for eyes, ears and hands")
    implicitHeight: rows.implicitHeight + 2 * inset

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Theme.border1
        color: Theme.border
    }
    ColumnLayout {
        id: rows

        anchors.fill: parent
        anchors.margins: parent.inset
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.gapSmall

        SpeechButtons {}
        AccessButtons {}
    }
}
