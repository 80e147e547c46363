pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

Rectangle {
    id: panel

    property string heading: ""
    property int padding: Theme.pad
    default property alias content: column.data
    property alias spacing: column.spacing

    color: Theme.card
    border.color: Theme.border
    border.width: Theme.border1
    radius: Theme.radius
    implicitHeight: column.implicitHeight + 2 * padding
    Layout.fillWidth: true

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: panel.padding
        spacing: Theme.px(18)

        Loader {
            active: panel.heading !== ""
            visible: active
            Layout.fillWidth: true

            sourceComponent: Words {
                text: panel.heading
                font.pixelSize: Theme.sizeHeading
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
        }
    }
}
