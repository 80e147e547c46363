import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

// The slip is out, and the screen goes home by itself: says when, and stops it.
Press {
    id: button

    visible: Kiosk.returns >= 0
    text: qsTr("Stay")
    edge: Theme.action
    edgeWidth: Theme.border2
    corner: Theme.radiusButton
    implicitHeight: Math.max(Theme.mainTarget, implicitContentHeight + topPadding + bottomPadding)
    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.preferredWidth: 50
    Accessible.description: when.text
    onClicked: Kiosk.act("more_time")

    contentItem: ColumnLayout {
        spacing: 0

        Written {
            text: button.text
            color: Theme.action
            font.pixelSize: Theme.sizeButton
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        Written {
            id: when

            text: qsTr("Screen clears in %1 s").arg(Math.max(0, Kiosk.returns))
            font.pixelSize: Theme.px(Theme.large ? 44 : 34)
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }
}
