pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.keyboard
import ui.theme

Page {
    id: page

    title: qsTr("Ask in your own words")
    spacing: Theme.px(18)

    about: [
        Field {
            symbol: "message-circle-question-mark"
            text: page.view.draft
            hint: page.view.answered ? qsTr("Ask another question") : qsTr("Type your question, then touch Ask")
        },
        Banner {
            text: page.view.thinking ? qsTr("One moment, please…") : ""
            kind: "wait"
        },
        Banner {
            text: page.view.problem
            kind: "bad"
        },
        Banner {
            visible: !page.view.answered && !page.view.thinking && page.view.problem === ""
            text: qsTr("For example: “What papers do I need to register a birth?”")
        }
    ]

    Panel {
        visible: page.view.answered

        RowLayout {
            spacing: Theme.px(22)
            Layout.fillWidth: true

            Rectangle {
                implicitWidth: Theme.px(76)
                implicitHeight: Theme.px(76)
                radius: width / 2
                color: Theme.tint
                border.width: Theme.contrast ? 2 : 0
                border.color: Theme.border
                Layout.alignment: Qt.AlignTop

                Icon {
                    anchors.centerIn: parent
                    name: "bot"
                    colour: Theme.action
                    size: Theme.px(48)
                }
            }
            Words {
                text: page.view.text
                Accessible.role: Accessible.AlertMessage
                Layout.fillWidth: true
            }
        }
        Repeater {
            model: page.view.sources

            Words {
                required property string modelData

                text: modelData
                color: Theme.muted
                font.pixelSize: Theme.sizeSmall
                Layout.fillWidth: true
            }
        }
    }
    Repeater {
        model: page.view.options

        RowButton {
            required property string modelData

            text: modelData
            onClicked: Kiosk.act("ask", modelData)
        }
    }
    Repeater {
        model: page.view.cards

        RowButton {
            required property var modelData

            text: modelData.title
            onClicked: Kiosk.act("pick", modelData.code)
        }
    }
    Words {
        text: qsTr("A machine (AI) answers here, from the catalogue; an officer decides.")
        color: Theme.muted
        font.pixelSize: Theme.sizeSmall
        Layout.fillWidth: true
    }

    dock: Keyboard {
        vietnamese: Kiosk.lang === "vi"
        goIcon: "send"
        goName: qsTr("Ask")
        onKey: name => Kiosk.act("key", name)
        onGo: Kiosk.act("ask")
    }
}
