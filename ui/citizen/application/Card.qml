pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    readonly property bool filled: page.view.rows.length > 0

    overline: page.view.overline
    title: filled ? qsTr("Is this right?") : page.view.mine ? qsTr("Please show your card") : qsTr("Please show this person's card")

    Progress {
        step: page.view.step
        steps: page.view.steps
    }
    AimPanel {
        visible: !page.filled
        aim: page.view.aim
        symbol: "id-card"
        ratio: 1.585
        text: qsTr("Hold the card still over the reader, with the square code facing it.")
    }
    Banner {
        text: page.view.waiting && page.view.aim.glimpse === "" ? qsTr("The reader is waiting for the card…") : ""
        kind: "wait"
        symbol: "scan-qr-code"
    }
    Banner {
        text: page.filled ? "" : page.view.problem
        kind: "bad"
    }
    Banner {
        text: page.filled ? qsTr("The card was read.") : ""
        kind: "good"
        strong: true
    }
    Panel {
        visible: page.filled
        spacing: Theme.gap

        Repeater {
            model: page.view.rows

            ValueRow {
                required property var modelData

                label: modelData.label
                value: modelData.value
                uncover: modelData.hidden ? () => Kiosk.uncover(modelData.hidden) : null
            }
        }
    }
    Banner {
        text: page.filled ? qsTr("Part of it is hidden from people behind you. Press and hold to see it.") : ""
        symbol: "shield-check"
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            visible: !page.filled
            symbol: "keyboard"
            text: qsTr("Type instead")
            onClicked: Kiosk.act("type")
            Layout.preferredWidth: 55
        },
        ActionButton {
            visible: page.filled || !page.view.waiting
            primary: !page.filled
            symbol: "refresh-cw"
            text: page.filled ? qsTr("Another card") : qsTr("Try again")
            onClicked: Kiosk.act("again")
            Layout.preferredWidth: 45
        },
        ActionButton {
            visible: page.filled
            primary: true
            symbol: "check"
            text: qsTr("Yes, go on")
            onClicked: Kiosk.act("confirm")
            Layout.preferredWidth: 55
        }
    ]
}
