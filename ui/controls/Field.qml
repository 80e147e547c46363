import QtQuick
import QtQuick.Layouts
import ui.theme

Rectangle {
    id: field

    required property string text
    property string hint: ""
    property string symbol: ""
    property string name: hint

    color: Theme.card
    border.color: Theme.action
    border.width: Theme.px(5)
    radius: Theme.radius
    implicitHeight: Math.max(row.implicitHeight + 2 * Theme.px(Theme.wide ? 8 : 18), Theme.px(Theme.reach ? 92 : Theme.wide ? 90 : 122))
    Layout.fillWidth: true
    Accessible.role: Accessible.EditableText
    Accessible.name: name
    Accessible.description: text !== "" ? text : hint
    Accessible.readOnly: true

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.px(32)
        anchors.rightMargin: Theme.px(28)
        spacing: Theme.px(24)

        Icon {
            visible: field.symbol !== ""
            name: field.symbol
            colour: Theme.action
            size: Theme.px(52)
        }
        Item {
            implicitHeight: Math.max(typed.implicitHeight, field.text === "" ? asked.implicitHeight : 0)
            Layout.fillWidth: true

            Written {
                id: asked

                visible: field.text === ""
                anchors.left: parent.left
                anchors.leftMargin: Theme.px(14)
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: field.hint
                color: Theme.muted
                font.pixelSize: Theme.sizeBody
            }
            TextEdit {
                id: typed

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: field.text
                readOnly: true
                activeFocusOnPress: false
                selectByMouse: false
                color: Theme.ink
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText
                font.family: Theme.family
                font.pixelSize: Theme.px(Theme.large && !Theme.wide ? 56 : 46)
                onTextChanged: cursorPosition = length
                Accessible.ignored: true
            }
            Rectangle {
                x: Math.min(typed.cursorRectangle.x + 2, parent.width - width)
                y: typed.y + typed.cursorRectangle.y
                width: Theme.px(4)
                height: typed.cursorRectangle.height
                color: Theme.action
            }
        }
    }
}
