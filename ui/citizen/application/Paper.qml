pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    readonly property bool preview: page.view.page !== ""
    readonly property bool kept: page.view.kept > 0

    overline: qsTr("Paper")
    title: page.view.title

    lead: Progress {
        step: page.view.step
        steps: page.view.steps
        onOpened: Kiosk.act("sections")
    }

    about: [
        Words {
            visible: page.view.note !== "" && !page.preview
            text: page.view.note
            color: Theme.muted
            Layout.fillWidth: true
        },
        Banner {
            text: page.view.problem
            kind: "bad"
        },
        Banner {
            text: page.view.capturing ? qsTr("Taking the picture… please keep the paper still.") : ""
            kind: "wait"
            symbol: "camera"
        },
        PicturePanel {
            visible: page.kept && !page.preview
            symbol: "file-check"
            ratio: 0.75
            text: qsTr("Kept. Pages so far: %1").arg(page.view.kept)
        },
        PicturePanel {
            visible: !page.preview && !page.kept
            symbol: page.view.icon
            ratio: 0.75
            text: qsTr("Lay the paper flat inside the frame under the camera.")
        },
        Repeater {
            model: page.preview ? page.view.hints : []

            Banner {
                required property string modelData

                text: modelData
                kind: "wait"
                symbol: "triangle-alert"
            }
        },
        Rectangle {
            readonly property bool picture: true

            visible: page.preview
            color: Theme.key
            radius: Theme.radius
            border.color: Theme.border
            border.width: Theme.border1
            implicitHeight: Math.min(width * page.view.ratio, Theme.px(Theme.reach ? 420 : 900))
            Layout.fillWidth: true
            Layout.fillHeight: true
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("The picture of your paper")

            Image {
                anchors.fill: parent
                anchors.margins: Theme.px(20)
                source: page.preview ? "image://page/" + page.view.page : ""
                cache: false
                fillMode: Image.PreserveAspectFit
            }
        }
    ]

    Repeater {
        model: page.preview ? [] : page.view.papers

        RowLayout {
            id: paper

            required property var modelData

            spacing: Theme.gapSmall
            Layout.fillWidth: true
            Layout.fillHeight: false

            RowButton {
                symbol: paper.modelData.icon
                pointer: paper.modelData.done ? "check" : "chevron-right"
                text: paper.modelData.name
                note: paper.modelData.state
                edge: paper.modelData.here ? Theme.action : Theme.border
                edgeWidth: paper.modelData.here ? Theme.border2 + 2 : Theme.border1
                onClicked: Kiosk.act("change", paper.modelData.step)
            }
            ActionButton {
                visible: paper.modelData.can_none
                text: qsTr("There is none")
                Accessible.name: text + ": " + paper.modelData.name
                enabled: !page.view.capturing
                onClicked: Kiosk.act("none", paper.modelData.step)
                Layout.fillWidth: false
                Layout.preferredWidth: Theme.px(Theme.large ? 320 : 260)
            }
        }
    }
    GridLayout {
        visible: !page.preview && (!page.kept || page.view.more)
        columns: Theme.large ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        Layout.fillWidth: true

        ActionButton {
            visible: !page.kept
            symbol: "user-round"
            text: qsTr("I will show it at the counter")
            enabled: !page.view.capturing
            onClicked: Kiosk.act("at_counter")
        }
        ActionButton {
            visible: page.view.more
            symbol: "users"
            text: qsTr("All other papers at the counter")
            enabled: !page.view.capturing
            onClicked: Kiosk.act("rest")
        }
    }
    ActionButton {
        visible: !page.preview && !page.kept && page.view.can_none
        symbol: "circle-x"
        text: qsTr("I do not have this paper")
        enabled: !page.view.capturing
        onClicked: Kiosk.act("none")
    }

    actions: [
        ActionButton {
            visible: page.preview
            symbol: "refresh-cw"
            text: qsTr("Take again")
            onClicked: Kiosk.act("again")
            Layout.preferredWidth: 45
        },
        ActionButton {
            visible: page.preview
            primary: true
            symbol: "check"
            text: qsTr("It is good")
            onClicked: Kiosk.act("keep")
            Layout.preferredWidth: 55
        },
        ActionButton {
            visible: !page.preview
            primary: !page.kept
            symbol: "camera"
            text: page.kept ? qsTr("Another page") : qsTr("Take picture")
            enabled: !page.view.capturing
            onClicked: Kiosk.act("capture")
            Layout.preferredWidth: 45
        },
        ActionButton {
            visible: !page.preview && page.kept
            primary: true
            symbol: "check"
            text: qsTr("Continue")
            enabled: !page.view.capturing
            onClicked: Kiosk.act("go_on")
            Layout.preferredWidth: 55
        }
    ]
}
