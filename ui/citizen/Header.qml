import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

// Upright it stands at the top; in low reach its buttons stand above the access bar (`low`). On its side it is
// one row with the access bar.
Rectangle {
    id: header

    property bool low: false
    property var talk: ({})

    // The centre's name stands where there is nothing to go back to or to leave.
    readonly property bool named: !Kiosk.hasWayBack && !Kiosk.hasWayOut && !low

    // More than two languages stand below the name of the centre, in as many rows as they need.
    readonly property bool crowded: Kiosk.languages.length > 2
    readonly property int edge: crowded || Theme.wide || low ? Math.max(Theme.px(10), Theme.apart - line.height) : Theme.px(17)

    color: Theme.header
    implicitHeight: Math.max(rows.implicitHeight + 2 * edge + line.height, Theme.wide || low ? 0 : Theme.px(168))

    Rectangle {
        id: line

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.px(6)
        color: Theme.headerLine
    }
    ColumnLayout {
        id: rows

        anchors.fill: parent
        anchors.leftMargin: Theme.wide ? Theme.px(16) : Theme.margin
        anchors.rightMargin: Theme.wide ? Theme.px(16) : Theme.margin
        anchors.topMargin: header.edge
        anchors.bottomMargin: header.edge + line.height
        spacing: Theme.gapSmall

        RowLayout {
            spacing: Theme.gapSmall
            Layout.fillWidth: true

            Brand {
                visible: header.named
                brief: Theme.wide || header.crowded
                emblem: Theme.px(Theme.wide ? 68 : header.crowded ? 72 : 92)
            }
            HeaderButton {
                visible: Kiosk.hasWayBack
                symbol: "arrow-left"
                text: qsTr("Back")
                onClicked: Kiosk.act("back")
            }
            Item {
                visible: !header.named
                Layout.fillWidth: true
            }
            HeaderButton {
                visible: Kiosk.hasWayOut
                symbol: "log-out"
                text: qsTr("Exit")
                onClicked: Kiosk.act("exit")
            }
            Tongues {
                visible: Kiosk.languages.length > 1 && !header.crowded
            }
            BarButton {
                visible: Theme.wide && header.talk.shown === true && (header.talk.hears || header.talk.listening)
                symbol: header.talk.listening ? "check" : "mic"
                text: header.talk.listening ? qsTr("I have said it all") : qsTr("Speak")
                on: header.talk.listening === true
                onClicked: Kiosk.act(header.talk.listening ? "said_all" : "speak")
            }
            BarButton {
                visible: Theme.wide && Kiosk.listen && Shown.typing
                symbol: "rotate-ccw"
                text: qsTr("Hear again")
                onClicked: Kiosk.act("repeat")
            }
            AccessButtons {
                visible: Theme.wide
                Layout.fillHeight: true
            }
        }
        Tongues {
            visible: header.crowded
            wide: true
            Layout.fillWidth: true
        }
        SpeechButtons {
            visible: Theme.wide && Kiosk.listen && !Shown.typing
        }
    }
}
