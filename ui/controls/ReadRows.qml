pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

// What was read from a paper, each value beside its place there, to be confirmed or put right.
Loader {
    id: panel

    required property var rows
    signal confirmed(step: string)
    signal changed(step: string)

    active: rows.length > 0
    visible: active
    Layout.fillWidth: true

    sourceComponent: Panel {
        heading: qsTr("Read from your paper")
        spacing: Theme.gapSmall

        Words {
            text: qsTr("Please compare. It counts when you touch “Correct”.")
            color: Theme.muted
            Layout.fillWidth: true
        }
        Repeater {
            model: panel.rows

            GridLayout {
                id: row

                required property var modelData

                columns: Theme.large ? 1 : 2
                columnSpacing: Theme.px(20)
                rowSpacing: Theme.px(10)
                Layout.fillWidth: true

                ColumnLayout {
                    spacing: Theme.px(6)
                    Layout.fillWidth: true

                    Words {
                        text: row.modelData.label
                        color: Theme.muted
                        font.pixelSize: Theme.sizeSmall
                        Layout.fillWidth: true
                    }
                    Words {
                        text: row.modelData.value
                        font.weight: Font.DemiBold
                        Layout.fillWidth: true
                    }
                    Rectangle {
                        visible: row.modelData.clip !== ""
                        color: Theme.key
                        border.color: Theme.border
                        border.width: Theme.border1
                        implicitHeight: Theme.px(84)
                        Layout.fillWidth: true
                        Accessible.role: Accessible.Graphic
                        Accessible.name: qsTr("Its place on your paper: %1").arg(row.modelData.label)

                        Image {
                            anchors.fill: parent
                            anchors.margins: Theme.px(6)
                            source: row.modelData.clip !== "" ? "image://clip/" + row.modelData.clip : ""
                            cache: false
                            fillMode: Image.PreserveAspectFit
                            horizontalAlignment: Image.AlignLeft
                        }
                    }
                }
                RowLayout {
                    spacing: Theme.gapSmall
                    Layout.fillWidth: Theme.large

                    ActionButton {
                        symbol: "check"
                        text: qsTr("Correct")
                        Accessible.name: text + ": " + row.modelData.label + ", " + row.modelData.value
                        onClicked: panel.confirmed(row.modelData.step)
                        Layout.fillWidth: Theme.large
                        Layout.preferredWidth: Theme.px(270)
                    }
                    LinkButton {
                        symbol: "pencil"
                        text: qsTr("Change")
                        Accessible.name: text + ": " + row.modelData.label
                        onClicked: panel.changed(row.modelData.step)
                    }
                }
            }
        }
        ActionButton {
            visible: panel.rows.length > 1
            primary: true
            symbol: "check"
            text: qsTr("All of them are correct")
            onClicked: panel.confirmed("")
        }
    }
}
