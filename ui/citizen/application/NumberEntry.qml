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
        Field {
            text: page.view.digits
            hint: qsTr("Touch the digits below")
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

    dock: NumberPad {
        onKey: name => Kiosk.act("key", name)
        onGo: Kiosk.act("done")
    }
}
