pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

Rectangle {
    id: keyboard

    property bool vietnamese: true
    property string goIcon: "check"
    property string goName: qsTr("Enter")
    property bool goStrong: true
    property bool digits: false
    property bool capital: false
    property bool plain: false
    // A name is typed: each word begins with a capital letter, until somebody wants it small.
    property bool names: false
    property string typed: ""
    readonly property bool atWord: names && (typed === "" || typed.endsWith(" "))
    readonly property bool marked: vietnamese && !plain
    readonly property int rowHeight: Theme.reach ? Theme.target : Theme.px(Theme.large ? 108 : 112)
    readonly property bool withTones: marked && !digits
    readonly property list<string> rows: digits ? ["1234567890", "-/:;().,?!"] : marked ? ["qwertyuiop", "asdfghjklđ"] : ["qwertyuiop", "asdfghjkl"]
    readonly property string third: digits ? "@#%&+=\"'" : marked ? "zxcvbnmăâ" : "zxcvbnm"
    signal key(string key)
    signal go

    function pressed(name: string) {
        keyboard.capital = false;
        keyboard.key(keyboard.plain && name.length === 1 ? "plain:" + name : name);
    }

    onAtWordChanged: capital = atWord
    Component.onCompleted: capital = atWord
    onVisibleChanged: {
        keyboard.plain = false;
        keyboard.digits = false;
        keyboard.capital = keyboard.atWord;
    }
    color: Theme.key
    implicitHeight: column.implicitHeight + 2 * Theme.px(18)
    Layout.fillWidth: true
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Keyboard")

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.px(18)
        anchors.leftMargin: Theme.px(28)
        anchors.rightMargin: Theme.px(28)
        spacing: Theme.px(12)

        RowLayout {
            visible: keyboard.withTones
            spacing: Theme.px(10)
            uniformCellSizes: true
            Layout.preferredHeight: keyboard.rowHeight

            Repeater {
                model: [["sắc", "´", "sac"], ["huyền", "`", "huyen"], ["hỏi", "?", "hoi"], ["ngã", "~", "nga"], ["nặng", ".", "nang"]]

                KeyButton {
                    required property var modelData

                    text: modelData[0]
                    face: modelData[0] + " " + modelData[1]
                    special: true
                    onClicked: keyboard.pressed("tone:" + modelData[2])
                }
            }
        }
        Repeater {
            model: keyboard.rows

            KeyRow {
                required property string modelData

                letters: modelData
                capital: keyboard.capital
                onKey: name => keyboard.pressed(name)
                Layout.preferredHeight: keyboard.rowHeight
            }
        }
        RowLayout {
            spacing: Theme.px(10)
            Layout.preferredHeight: keyboard.rowHeight

            KeyRow {
                letters: keyboard.third
                capital: keyboard.capital
                onKey: name => keyboard.pressed(name)
                Layout.preferredWidth: Theme.px(98) * keyboard.third.length
            }
            KeyButton {
                text: qsTr("Delete")
                symbol: "delete"
                special: true
                share: keyboard.third.length === 9 ? 1 : 1.6
                onClicked: keyboard.pressed("backspace")
            }
        }
        RowLayout {
            spacing: Theme.px(10)
            Layout.preferredHeight: keyboard.rowHeight

            KeyRow {
                visible: keyboard.withTones
                letters: "êôơư"
                capital: keyboard.capital
                onKey: name => keyboard.pressed(name)
                Layout.preferredWidth: Theme.px(98) * 4
            }
            KeyButton {
                visible: !keyboard.digits
                text: qsTr("Capital letter")
                symbol: "arrow-big-up"
                special: true
                strong: keyboard.capital
                Accessible.checkable: true
                Accessible.checked: keyboard.capital
                onClicked: keyboard.capital = !keyboard.capital
            }
            KeyButton {
                visible: keyboard.vietnamese && !keyboard.digits
                text: keyboard.plain ? qsTr("Vietnamese letters") : qsTr("Plain letters")
                face: keyboard.plain ? "ăâơ" : "abc"
                special: true
                share: 1.2
                onClicked: keyboard.plain = !keyboard.plain
            }
            KeyButton {
                text: keyboard.digits ? qsTr("Letters") : qsTr("Digits")
                face: keyboard.digits ? "abc" : "123"
                special: true
                share: 1.2
                onClicked: keyboard.digits = !keyboard.digits
            }
            KeyButton {
                text: qsTr("Space")
                symbol: "space"
                special: true
                share: keyboard.withTones ? 2 : 5
                onClicked: keyboard.pressed("space")
            }
            KeyButton {
                text: keyboard.goName
                symbol: keyboard.goIcon
                strong: keyboard.goStrong
                share: 1.6
                onClicked: keyboard.go()
            }
        }
    }
}
