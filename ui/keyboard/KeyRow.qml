pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

RowLayout {
    id: row

    required property string letters
    property bool capital: false
    signal key(string key)

    spacing: Math.max(Theme.px(10), Theme.apart)
    uniformCellSizes: true
    Layout.minimumWidth: letters.length * (Theme.target + spacing) - spacing
    Layout.fillWidth: true
    Layout.fillHeight: true

    Repeater {
        model: row.letters.split("")

        KeyButton {
            required property string modelData

            text: row.capital ? modelData.toUpperCase() : modelData
            onClicked: row.key(text)
        }
    }
}
