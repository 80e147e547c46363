import QtQuick

Image {
    id: icon

    required property string name
    property color colour: "black"
    property int size: 48

    source: name === "" ? "" : "image://icons/" + name + "/" + colour.toString().substring(1)
    sourceSize: Qt.size(size, size)
    width: size
    height: size
    fillMode: Image.PreserveAspectFit
}
