import QtQuick
import QtQuick.Layouts

// A page's place for the one keyboard, and what that is to be while the page has it.
Item {
    id: keyboard

    property bool vietnamese: true
    property string goIcon: "check"
    property string goName: qsTr("Enter")
    property bool goStrong: true
    // A name is typed: each word begins with a capital letter, until somebody wants it small.
    property bool names: false
    property string typed: ""
    signal key(string key)
    signal go

    implicitHeight: AllKeys.implicitHeight
    Layout.fillWidth: true
    Component.onCompleted: AllKeys.lend(keyboard)
    Component.onDestruction: AllKeys.takeBack(keyboard)
}
