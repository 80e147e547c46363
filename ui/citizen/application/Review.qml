pragma ComponentBehavior: Bound
import QtQuick
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: page.view.procedure
    title: qsTr("Please check your answers")
    symbol: "file-check"

    about: [
        Banner {
            text: page.view.problem
            kind: "bad"
        },
        Banner {
            text: qsTr("Personal details are partly hidden. Press and hold one to see it.")
            symbol: "shield-check"
        }
    ]

    Repeater {
        model: page.view.groups

        Panel {
            id: group

            required property var modelData

            heading: modelData.title
            spacing: Theme.px(20)

            Repeater {
                model: group.modelData.rows

                ValueRow {
                    required property var modelData

                    label: modelData.label
                    value: modelData.value
                    uncover: modelData.hidden ? () => Kiosk.uncover(modelData.hidden) : null
                    link: modelData.step ? qsTr("Change") : ""
                    linkName: qsTr("Change") + ": " + group.modelData.title + ", " + label
                    onLinked: Kiosk.act("change", modelData.step)
                }
            }
        }
    }

    actions: ActionButton {
        primary: true
        symbol: "inbox"
        enabled: !page.view.sending
        text: page.view.sending ? qsTr("One moment, please…") : qsTr("Hand in")
        onClicked: Kiosk.act("hand_in")
    }
}
