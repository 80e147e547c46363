pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

Rectangle {
    id: pad

    property string goName: qsTr("Enter")
    readonly property int rowHeight: Theme.reach || Theme.wide ? Theme.target : Theme.px(128)

    // It needs no keyboard's width.
    readonly property int edge: Math.max(Theme.px(18), Theme.apart)
    readonly property bool slender: true
    signal key(string key)
    signal go

    color: Theme.key
    implicitHeight: column.implicitHeight + 2 * edge
    Layout.fillWidth: true
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Number pad")

    ColumnLayout {
        id: column

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: pad.edge
        width: Math.min(parent.width - Theme.px(56), Theme.px(760))
        spacing: Theme.gapSmall

        Repeater {
            model: ["123", "456", "789"]

            KeyRow {
                required property string modelData

                letters: modelData
                onKey: name => pad.key(name)
                Layout.preferredHeight: pad.rowHeight
            }
        }
        RowLayout {
            spacing: Theme.gapSmall
            layoutDirection: Theme.mainAt
            uniformCellSizes: true
            Layout.preferredHeight: pad.rowHeight

            SymbolKey {
                text: qsTr("Delete")
                symbol: "delete"
                special: true
                onClicked: pad.key("backspace")
            }
            KeyButton {
                text: "0"
                onClicked: pad.key("0")
            }
            SymbolKey {
                text: pad.goName
                symbol: "check"
                strong: true
                onClicked: pad.go()
            }
        }
    }
}
