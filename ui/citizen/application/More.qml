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
    spacing: Theme.px(Theme.reach ? 14 : 20)

    Progress {
        step: page.view.step
        steps: page.view.steps
    }
    Words {
        text: qsTr("Touch what you know. You may leave the rest: the officer asks if it is needed.")
        color: Theme.muted
        Layout.fillWidth: true
    }
    Banner {
        text: page.view.problem
        kind: "bad"
    }
    Repeater {
        model: page.view.details

        Panel {
            id: detail

            required property var modelData
            readonly property bool given: modelData.value !== ""

            padding: Theme.px(Theme.reach ? 16 : 24)

            ValueRow {
                visible: detail.given
                label: detail.modelData.label
                value: detail.modelData.value
                uncover: detail.modelData.hidden ? () => Kiosk.uncover(detail.modelData.hidden) : null
                link: qsTr("Change")
                onLinked: Kiosk.act("change", detail.modelData.step)
            }
            Words {
                visible: !detail.given
                text: detail.modelData.label
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
            GridLayout {
                visible: !detail.given
                columns: Theme.large ? 2 : 4
                columnSpacing: Theme.gapSmall
                rowSpacing: Theme.gapSmall
                uniformCellWidths: true
                Layout.fillWidth: true

                Repeater {
                    model: detail.modelData.suggested

                    ActionButton {
                        required property string modelData

                        text: modelData
                        Accessible.name: detail.modelData.label + ": " + modelData
                        onClicked: Kiosk.act("choose", detail.modelData.step + "=" + modelData)
                    }
                }
                ActionButton {
                    symbol: "pencil"
                    text: detail.modelData.suggested.length > 0 ? qsTr("Other") : qsTr("Type it")
                    Accessible.name: detail.modelData.label + ": " + text
                    onClicked: Kiosk.act("change", detail.modelData.step)
                }
            }
        }
    }
    Item {
        Layout.fillHeight: true
    }

    actions: ActionButton {
        primary: true
        symbol: "check"
        text: qsTr("Continue")
        onClicked: Kiosk.act("done")
    }
}
