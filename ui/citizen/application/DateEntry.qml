pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.keyboard
import ui.theme

Page {
    id: page

    overline: page.view.overline
    title: page.view.title
    spacing: Theme.px(Theme.reach ? 14 : 24)

    lead: Progress {
        step: page.view.step
        steps: Theme.reach || Theme.wide ? 0 : page.view.steps
        onOpened: Kiosk.act("sections")
    }

    about: [
        Words {
            visible: text !== ""
            text: page.view.hint
            color: Theme.muted
            Layout.fillWidth: true
        },
        RowLayout {
            spacing: Theme.px(18)
            Layout.fillWidth: true

            Repeater {
                model: [
                    {
                        "name": qsTr("Day"),
                        "blank": "––",
                        "share": 2
                    },
                    {
                        "name": qsTr("Month"),
                        "blank": "––",
                        "share": 2
                    },
                    {
                        "name": qsTr("Year"),
                        "blank": "––––",
                        "share": 3
                    }
                ]

                ColumnLayout {
                    id: part

                    required property var modelData
                    required property int index
                    readonly property string digits: page.view.parts[index]

                    spacing: Theme.px(8)
                    Layout.fillWidth: true
                    Layout.preferredWidth: 100 * modelData.share

                    Written {
                        text: part.modelData.name
                        color: Theme.muted
                        font.pixelSize: Theme.sizeSmall
                        Layout.fillWidth: true
                    }
                    Rectangle {
                        readonly property string text: part.digits

                        color: Theme.card
                        Accessible.role: Accessible.EditableText
                        Accessible.name: part.modelData.name
                        Accessible.description: part.digits
                        Accessible.readOnly: true
                        radius: Theme.radius
                        border.color: part.digits !== "" ? Theme.action : Theme.borderStrong
                        border.width: part.digits !== "" ? Theme.px(5) : Theme.border2
                        implicitHeight: Theme.px(Theme.reach ? 100 : 136)
                        Layout.fillWidth: true

                        Written {
                            anchors.centerIn: parent
                            text: part.digits !== "" ? part.digits : part.modelData.blank
                            color: part.digits !== "" ? Theme.ink : Theme.muted
                            font.pixelSize: Theme.px(64)
                            font.weight: part.digits !== "" ? Font.DemiBold : Font.Normal
                            wrapMode: Text.NoWrap
                        }
                    }
                }
            }
        }
    ]

    Banner {
        text: page.view.problem
        kind: "bad"
    }
    RowLayout {
        spacing: Theme.gap
        layoutDirection: Theme.mainAt
        Layout.fillWidth: true
        Layout.fillHeight: false

        ActionButton {
            visible: page.view.optional
            text: qsTr("Skip")
            onClicked: Kiosk.act("skip")
            Layout.preferredWidth: 40
        }
        ActionButton {
            primary: true
            symbol: "check"
            text: qsTr("Continue")
            onClicked: Kiosk.act("done")
            Layout.preferredWidth: 60
        }
    }

    dock: NumberPad {
        onKey: name => Kiosk.act("key", name)
        onGo: Kiosk.act("done")
    }
}
