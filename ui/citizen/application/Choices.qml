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
    spacing: Theme.gapSmall

    lead: Progress {
        step: page.view.step
        steps: page.view.steps
        onOpened: Kiosk.act("sections")
    }

    about: Banner {
        text: page.view.problem
        kind: "bad"
    }

    Repeater {
        model: page.view.questions

        ColumnLayout {
            id: question

            required property var modelData

            spacing: Theme.px(4)
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.topMargin: Theme.px(6)

            Words {
                text: question.modelData.ask
                font.pixelSize: Theme.sizeHeading
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
            Words {
                visible: text !== ""
                text: question.modelData.hint
                color: Theme.muted
                font.pixelSize: Theme.sizeSmall
                Layout.fillWidth: true
            }
            GridLayout {
                columns: question.modelData.number ? (Theme.large ? 3 : Theme.wide ? 4 : 5) : (Theme.large ? 1 : 2)
                columnSpacing: Theme.gapSmall
                rowSpacing: Theme.gapSmall
                uniformCellWidths: true
                Layout.fillWidth: true
                Layout.fillHeight: false

                Repeater {
                    model: question.modelData.options

                    RowButton {
                        required property var modelData

                        symbol: modelData.icon
                        symbolSize: Theme.px(64)
                        arrow: false
                        leftPadding: Theme.px(question.modelData.number ? 18 : 24)
                        rightPadding: Theme.px(18)
                        text: modelData.name
                        note: modelData.note
                        chosen: modelData.chosen
                        Accessible.name: question.modelData.ask + ": " + modelData.name
                        Layout.preferredHeight: Math.max(implicitHeight, Theme.px(92))
                        Layout.fillHeight: true
                        onClicked: Kiosk.act("choose", question.modelData.id + "=" + modelData.id)
                    }
                }
                RowButton {
                    visible: question.modelData.number
                    symbol: ""
                    arrow: false
                    leftPadding: Theme.px(18)
                    rightPadding: Theme.px(18)
                    text: question.modelData.other !== "" ? question.modelData.other : qsTr("Other")
                    chosen: question.modelData.other !== ""
                    Accessible.name: question.modelData.ask + ": " + qsTr("Other")
                    Layout.preferredHeight: Math.max(implicitHeight, Theme.px(92))
                    Layout.fillHeight: true
                    onClicked: Kiosk.act("change", question.modelData.id)
                }
            }
        }
    }

    actions: ActionButton {
        primary: true
        enabled: page.view.whole
        symbol: "check"
        text: qsTr("Continue")
        onClicked: Kiosk.act("done")
    }
}
