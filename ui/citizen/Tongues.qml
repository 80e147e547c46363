pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

// The languages to choose from, each in its own name; `wide`: in as many rows as the header's width needs.
Rectangle {
    id: tongues

    property bool wide: false
    readonly property int inset: Theme.px(Theme.wide ? 3 : 6)

    // Of two, a panel that lies on its side offers the other one.
    readonly property var offered: Theme.wide && Kiosk.languages.length === 2 ? Kiosk.languages.filter(one => one.code !== Kiosk.lang) : Kiosk.languages
    readonly property int count: offered.length
    readonly property real widest: Array.from(grid.children).reduce((most, child) => Math.max(most, child.implicitWidth), 1)
    readonly property int lines: wide ? Math.ceil(count / Math.max(1, Math.floor((width - 2 * inset + Theme.apart) / (widest + Theme.apart)))) : 1

    color: Theme.header
    border.color: Theme.headerBorder
    border.width: Theme.border2
    radius: Theme.target / 2 + inset
    implicitWidth: grid.implicitWidth + 2 * inset
    implicitHeight: grid.implicitHeight + 2 * inset

    GridLayout {
        id: grid

        anchors.fill: parent
        anchors.margins: tongues.inset
        columns: Math.ceil(tongues.count / tongues.lines)
        rowSpacing: Theme.apart
        columnSpacing: Theme.apart
        uniformCellWidths: true

        Repeater {
            model: tongues.offered

            Press {
                id: tongue

                required property var modelData
                readonly property bool chosen: Kiosk.lang === modelData.code

                text: modelData.name
                fill: chosen ? Theme.headerText : Theme.header
                fillPressed: Theme.action
                edgeWidth: 0
                corner: height / 2
                leftPadding: Theme.px(Theme.wide ? 8 : 18)
                rightPadding: leftPadding
                implicitWidth: Math.max(Theme.px(Theme.wide ? 100 : 186), label.implicitWidth + leftPadding + rightPadding)
                Layout.fillWidth: true
                Accessible.checkable: true
                Accessible.checked: chosen
                onClicked: Kiosk.act("language", modelData.code)

                contentItem: Item {
                    Written {
                        id: label

                        anchors.centerIn: parent
                        text: tongue.text
                        color: tongue.chosen ? Theme.header : Theme.headerText
                        font.pixelSize: Theme.sizeBar
                        font.weight: Font.DemiBold
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }
}
