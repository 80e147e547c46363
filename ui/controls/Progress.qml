import QtQuick
import QtQuick.Layouts
import ui.theme

RowLayout {
    id: progress

    required property int step
    required property int steps
    signal opened

    spacing: Theme.px(18)
    visible: steps > 0
    Layout.fillWidth: true

    Rectangle {
        id: bar

        visible: !Theme.wide || !Theme.large && progress.width >= Theme.px(620)
        implicitHeight: Theme.px(14)
        radius: height / 2
        color: Theme.key
        border.color: Theme.border
        border.width: Theme.contrast ? 2 : 0
        Layout.fillWidth: true
        Accessible.role: Accessible.ProgressBar
        Accessible.name: words.text

        Rectangle {
            width: parent.width * Math.min(1, progress.step / Math.max(1, progress.steps))
            height: parent.height
            radius: height / 2
            color: Theme.action
        }
    }
    Words {
        id: words

        text: qsTr("Section %1 of %2").arg(progress.step).arg(progress.steps)
        color: Theme.muted
        font.pixelSize: Theme.sizeSmall
        font.weight: Font.Medium
        Accessible.ignored: bar.visible
        Layout.fillWidth: !bar.visible
    }
    LinkButton {
        symbol: "layers"
        text: qsTr("All sections")
        onClicked: progress.opened()
    }
}
