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
    spacing: Theme.px(18)

    lead: Progress {
        step: page.view.step
        steps: Theme.reach || Theme.wide ? 0 : page.view.steps
        onOpened: Kiosk.act("sections")
    }

    about: [
        Words {
            visible: page.view.hint !== ""
            text: page.view.hint
            color: Theme.muted
            Layout.fillWidth: true
        },
        Field {
            symbol: "pencil"
            text: page.view.draft
            hint: qsTr("Touch the letters below")
            name: page.view.title
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
    GridLayout {
        visible: page.view.suggested.length > 0
        columns: Theme.large ? 2 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true
        Layout.fillHeight: false

        Repeater {
            model: page.view.suggested

            ActionButton {
                required property string modelData

                text: modelData
                onClicked: Kiosk.act("choose", modelData)
            }
        }
    }

    dock: Keyboard {
        vietnamese: Kiosk.lang === "vi" || page.view.vietnamese
        names: page.view.name
        typed: page.view.draft
        goName: qsTr("Enter")
        onKey: name => Kiosk.act("key", name)
        onGo: Kiosk.act("done")
    }
}
