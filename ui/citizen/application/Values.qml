import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    overline: page.view.overline
    title: page.view.title
    symbol: "user-round"
    spacing: Theme.gapSmall

    lead: Progress {
        step: page.view.step
        steps: page.view.steps
        onOpened: Kiosk.act("sections")
    }

    about: [
        Words {
            visible: page.view.read.length === 0
            text: page.view.person ? qsTr("The name, and the date of birth or the number, are enough. The officer asks for the rest.") : qsTr("Touch what you know. The officer asks for the rest.")
            color: Theme.muted
            Layout.fillWidth: true
        },
        Banner {
            text: page.view.problem
            kind: "bad"
        }
    ]

    ReadRows {
        rows: page.view.read
        onConfirmed: step => Kiosk.act("right", step)
        onChanged: step => Kiosk.act("change", step)
    }
    Rows {
        model: page.view.rows
        uncover: key => Kiosk.uncover(key)
        onChanged: step => Kiosk.act("change", step)
        onChosen: (step, value) => Kiosk.act("choose", step + "=" + value)
    }

    actions: [
        ActionButton {
            visible: !page.view.found
            text: qsTr("The officer asks for the rest")
            onClicked: Kiosk.act("leave")
            Layout.preferredWidth: 55
        },
        ActionButton {
            primary: page.view.read.length === 0
            symbol: "check"
            text: qsTr("Continue")
            onClicked: Kiosk.act("done")
            Layout.preferredWidth: 45
        }
    ]
}
