pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import ui.controls
import ui.theme

ApplicationWindow {
    id: view

    required property Live live

    visible: true
    width: 1280
    height: 760
    title: qsTr("Live picture of the camera")
    color: Theme.page

    RowLayout {
        anchors.fill: parent
        anchors.margins: 20
        spacing: 20

        Image {
            source: "image://live/" + view.live.frame
            cache: false
            fillMode: Image.PreserveAspectFit
            verticalAlignment: Image.AlignTop
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        ColumnLayout {
            spacing: 14
            Layout.preferredWidth: 400
            Layout.minimumWidth: 400
            Layout.maximumWidth: 400
            Layout.fillHeight: true

            Words {
                text: view.live.state
                color: view.live.read ? Theme.good : Theme.ink
                font.pixelSize: 26
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
            Rectangle {
                color: view.live.hint === "" ? Theme.tint : Theme.waitTint
                radius: 10
                implicitHeight: 108
                Layout.fillWidth: true

                Words {
                    anchors.fill: parent
                    anchors.margins: 14
                    text: view.live.hint === "" ? qsTr("No hint for the citizen") : view.live.hint
                    color: view.live.hint === "" ? Theme.muted : Theme.wait
                    font.pixelSize: 26
                    font.weight: Font.DemiBold
                    verticalAlignment: Text.AlignVCenter
                }
            }
            Repeater {
                model: view.live.rows

                RowLayout {
                    id: row

                    required property var modelData

                    spacing: 12
                    Layout.fillWidth: true

                    Words {
                        text: row.modelData.name
                        color: Theme.muted
                        font.pixelSize: 19
                        Layout.fillWidth: true
                    }
                    Words {
                        text: row.modelData.value
                        color: row.modelData.good ? Theme.ink : Theme.bad
                        font.pixelSize: 22
                        font.weight: Font.DemiBold
                        horizontalAlignment: Text.AlignRight
                        Layout.preferredWidth: 120
                    }
                }
            }
            Item {
                Layout.fillHeight: true
            }
            Words {
                text: qsTr("Nothing of this picture is stored.")
                color: Theme.muted
                font.pixelSize: 17
                Layout.fillWidth: true
            }
        }
    }
}
