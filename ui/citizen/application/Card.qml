import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    readonly property bool filled: page.view.rows.length > 0
    readonly property bool asks: page.view.consent
    readonly property bool waits: !filled && !asks

    overline: page.view.overline
    title: filled ? qsTr("Is this right?") : page.view.mine ? qsTr("Please show your card") : qsTr("Please show this person's card")
    spacing: filled ? Theme.gapSmall : Theme.gap

    lead: Progress {
        step: page.view.step
        steps: page.view.steps
        onOpened: Kiosk.act("sections")
    }

    about: [
        Panel {
            visible: page.asks
            heading: qsTr("May we use your details?")
            spacing: Theme.gap

            Bullet {
                symbol: "file-text"
                text: qsTr("Only for this dossier")
                note: qsTr("What you type, show or photograph here fills in the dossier, nothing else.")
            }
            Bullet {
                symbol: "user-round"
                text: qsTr("Only the officers see it")
                note: page.view.centre
            }
            Bullet {
                symbol: "lock"
                text: qsTr("When you are done, this machine erases it at once")
                note: qsTr("If you go away, it is erased by itself after %1 seconds.").arg(page.view.erased_after)
            }
        },
        Banner {
            text: page.asks ? qsTr("You can also say no and go to the counter with your papers.") : ""
        },
        AimPanel {
            visible: page.waits
            aim: page.view.aim
            symbol: "id-card"
            ratio: 1.585
            text: qsTr("Hold the card still over the reader, with the square code facing it.")
        },
        Banner {
            text: page.view.waiting && page.view.aim.glimpse === "" ? qsTr("The reader is waiting for the card…") : ""
            kind: "wait"
            symbol: "scan-qr-code"
        },
        Banner {
            text: page.view.problem
            kind: "bad"
        },
        Banner {
            text: page.filled ? qsTr("The card was read.") : ""
            kind: "good"
            strong: true
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
    Banner {
        text: page.filled ? qsTr("Part of it is hidden from people behind you. Press and hold to see it.") : ""
        symbol: "shield-check"
    }

    actions: [
        ActionButton {
            visible: page.asks
            text: qsTr("No")
            onClicked: Kiosk.act("no")
            Layout.preferredWidth: 40
        },
        ActionButton {
            visible: page.asks
            primary: true
            symbol: "check"
            text: qsTr("Yes, I agree")
            onClicked: Kiosk.act("yes")
            Layout.preferredWidth: 60
        },
        ActionButton {
            visible: page.waits
            symbol: "keyboard"
            text: qsTr("No card")
            onClicked: Kiosk.act("type")
            Layout.preferredWidth: 55
        },
        ActionButton {
            visible: page.filled || (page.waits && !page.view.waiting)
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
