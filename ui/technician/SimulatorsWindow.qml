pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Controls.Basic
import ui.controls
import ui.theme

ApplicationWindow {
    id: view

    required property Simulators simulators

    visible: true
    width: 1000
    height: 1000
    title: view.simulators.translate(QT_TR_NOOP("Simulated devices"))
    color: Theme.page

    component Choice: Press {
        id: choice

        required property var modelData

        text: modelData.name
        checkable: true
        checked: modelData.on
        fill: modelData.on ? Theme.action : Theme.card
        edge: Theme.action
        implicitHeight: 52
        implicitWidth: label.implicitWidth + 36
        Accessible.checked: modelData.on
        contentItem: Written {
            id: label

            text: choice.text
            color: choice.modelData.on ? Theme.actionText : Theme.action
            font.pixelSize: 20
            font.weight: Font.Medium
            wrapMode: Text.NoWrap
            horizontalAlignment: Text.AlignHCenter
        }
    }

    RowLayout {
        anchors.fill: parent
        anchors.margins: 24
        spacing: 24

        ColumnLayout {
            Layout.preferredWidth: 510
            Layout.maximumWidth: 510
            Layout.fillHeight: true
            Layout.alignment: Qt.AlignTop
            spacing: 14

            Words {
                text: view.simulators.translate(QT_TR_NOOP("Under the camera"))
                font.pixelSize: 28
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
            Flow {
                spacing: 10
                Layout.fillWidth: true

                Repeater {
                    model: view.simulators.things

                    Choice {
                        onClicked: view.simulators.lay(modelData.id)
                    }
                }
                Choice {
                    modelData: ({
                            "name": view.simulators.translate(QT_TR_NOOP("Cable pulled")),
                            "on": view.simulators.unplugged
                        })
                    onClicked: view.simulators.plug()
                }
            }
            Words {
                text: view.simulators.translate(QT_TR_NOOP("Ticket printer"))
                font.pixelSize: 28
                font.weight: Font.DemiBold
                Layout.topMargin: 18
                Layout.fillWidth: true
            }
            Flow {
                spacing: 10
                Layout.fillWidth: true

                Repeater {
                    model: view.simulators.switches

                    Choice {
                        onClicked: view.simulators.throw(modelData.id)
                    }
                }
            }
            Item {
                Layout.fillHeight: true
            }
        }
        Flickable {
            id: roll

            objectName: "roll"
            clip: true
            contentHeight: pieces.implicitHeight
            Layout.fillWidth: true
            Layout.fillHeight: true

            ColumnLayout {
                id: pieces

                width: roll.width
                spacing: 16

                Words {
                    visible: view.simulators.paper.length === 0
                    text: view.simulators.translate(QT_TR_NOOP("No paper has come out yet."))
                    font.pixelSize: 22
                    color: Theme.muted
                    Layout.fillWidth: true
                }
                Repeater {
                    model: view.simulators.paper

                    Image {
                        required property string modelData

                        source: modelData
                        fillMode: Image.PreserveAspectFit
                        Layout.fillWidth: true
                        Layout.preferredHeight: width * implicitHeight / Math.max(1, implicitWidth)
                    }
                }
            }
        }
    }
    FocusRing {}
}
