pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

// Values that stand together: what is known, and what can be touched for the rest.
Repeater {
    id: rows

    // Gives the value of a key that is shown masked.
    property var uncover: key => ""
    signal changed(step: string)
    signal chosen(step: string, value: string)

    Loader {
        id: row

        required property var modelData

        sourceComponent: modelData.value !== "" ? given : modelData.choices.length > 0 ? touched : typed
        Layout.fillWidth: true

        Component {
            id: given

            Panel {
                padding: Theme.px(14)

                ValueRow {
                    label: row.modelData.label
                    value: row.modelData.value
                    uncover: row.modelData.hidden ? () => rows.uncover(row.modelData.hidden) : null
                    link: qsTr("Change")
                    onLinked: rows.changed(row.modelData.step)
                }
            }
        }
        Component {
            id: typed

            ColumnLayout {
                RowButton {
                    symbol: "pencil"
                    text: row.modelData.label
                    note: qsTr("Not yet given")
                    onClicked: rows.changed(row.modelData.step)
                }
            }
        }
        Component {
            id: touched

            Panel {
                padding: Theme.px(14)

                Words {
                    text: row.modelData.label
                    font.weight: Font.DemiBold
                    Layout.fillWidth: true
                }
                GridLayout {
                    columns: Theme.large ? 2 : 4
                    columnSpacing: Theme.gapSmall
                    rowSpacing: Theme.gapSmall
                    uniformCellWidths: true
                    Layout.fillWidth: true

                    Repeater {
                        model: row.modelData.choices

                        ActionButton {
                            required property var modelData

                            symbol: modelData.icon
                            text: modelData.name
                            Accessible.name: row.modelData.label + ": " + modelData.name
                            onClicked: rows.chosen(row.modelData.step, modelData.id)
                        }
                    }
                    ActionButton {
                        visible: !row.modelData.closed
                        symbol: "pencil"
                        text: qsTr("Other")
                        Accessible.name: row.modelData.label + ": " + text
                        onClicked: rows.changed(row.modelData.step)
                    }
                }
            }
        }
    }
}
