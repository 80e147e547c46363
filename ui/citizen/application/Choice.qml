pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: page.view.overline
    title: page.view.title
    symbol: "message-circle-question-mark"
    spacing: Theme.px(Theme.reach ? 14 : 20)

    lead: Progress {
        step: page.view.step
        steps: page.view.steps
        onOpened: Kiosk.act("sections")
        Layout.bottomMargin: Theme.px(8)
    }

    about: [
        Words {
            visible: page.view.hint !== ""
            text: page.view.hint
            color: Theme.muted
            Layout.fillWidth: true
        },
        Banner {
            text: page.view.problem
            kind: "bad"
        }
    ]

    Repeater {
        model: page.view.options

        RowButton {
            required property var modelData

            symbol: modelData.icon
            symbolSize: Theme.px(76)
            text: modelData.name
            note: modelData.note
            chosen: modelData.chosen
            onClicked: Kiosk.act("choose", modelData.id)
        }
    }
}
