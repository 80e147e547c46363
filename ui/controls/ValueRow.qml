pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

GridLayout {
    id: row

    required property string label
    required property string value
    property string note: ""
    property string link: ""
    property string linkName: link + ": " + label
    // Gives the value that `value` masks; none where it may be seen.
    property var uncover: null
    signal linked

    columns: link !== "" ? 2 : 1
    columnSpacing: Theme.px(20)
    Layout.fillWidth: true

    ColumnLayout {
        spacing: Theme.px(2)
        Accessible.role: Accessible.StaticText
        Accessible.name: row.uncover === null ? row.label + ": " + row.value : ""
        Accessible.description: row.note
        Layout.fillWidth: true

        Written {
            text: row.label
            color: Theme.muted
            font.pixelSize: Theme.sizeSmall
            Layout.fillWidth: true
        }
        Loader {
            active: row.uncover !== null
            visible: active
            Layout.fillWidth: true

            sourceComponent: Masked {
                label: row.label
                mask: row.value
                uncover: row.uncover ?? (() => "")
            }
        }
        Written {
            visible: row.uncover === null
            text: row.value
            font.weight: Font.DemiBold
            Layout.fillWidth: true
        }
        Written {
            visible: row.note !== ""
            text: row.note
            color: Theme.muted
            font.pixelSize: Theme.sizeSmall
            Layout.fillWidth: true
        }
    }
    Loader {
        active: row.link !== ""
        visible: active

        sourceComponent: LinkButton {
            text: row.link
            symbol: "pencil"
            Accessible.name: row.linkName
            onClicked: row.linked()
        }
    }
}
