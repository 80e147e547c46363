import QtQuick
import ui.theme

Rectangle {
    id: code

    required property string text
    property int size: Theme.px(260)

    implicitWidth: size
    implicitHeight: size
    color: "white"
    radius: Theme.px(6)
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("QR code")

    Image {
        anchors.fill: parent
        source: code.text === "" ? "" : "image://qr/" + encodeURIComponent(code.text)
        sourceSize: Qt.size(code.size, code.size)
        smooth: false
        cache: false
        fillMode: Image.PreserveAspectFit
    }
}
