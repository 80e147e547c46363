pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.keyboard
import ui.theme

Page {
    id: page

    title: qsTr("Find a procedure")
    spacing: Theme.px(18)

    about: [
        Field {
            symbol: "search"
            text: page.view.draft
            hint: qsTr("Type the procedure you need")
            Layout.bottomMargin: Theme.px(10)
        },
        Banner {
            visible: page.view.draft === ""
            text: qsTr("For example: birth, certified copy, household business")
        },
        Banner {
            text: page.view.nothing ? qsTr("Not found here. Try other words, ask in your own words, or ask at the guidance desk.") : ""
            symbol: "search"
        }
    ]

    Repeater {
        model: page.view.hits

        RowButton {
            required property var modelData

            symbol: modelData.icon
            text: modelData.name
            note: modelData.note
            arrow: !modelData.elsewhere
            enabled: !modelData.elsewhere
            onClicked: Kiosk.act("pick", modelData.code)
        }
    }
    RowButton {
        visible: page.view.draft !== ""
        symbol: "message-circle-question-mark"
        text: qsTr("Ask about “%1”").arg(page.view.draft)
        onClicked: Kiosk.act("ask", page.view.draft)
    }
    RowButton {
        visible: page.view.guidance !== ""
        symbol: "signpost"
        text: qsTr("I don't know what to choose")
        note: qsTr("Take a number for the guidance desk")
        onClicked: Kiosk.act("guidance", page.view.guidance)
    }

    dock: Keyboard {
        vietnamese: Kiosk.lang === "vi"
        goIcon: "search"
        goName: qsTr("Search")
        goStrong: false
        onKey: name => Kiosk.act("key", name)
        onGo: Kiosk.act("go")
    }
}
