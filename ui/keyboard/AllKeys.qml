pragma Singleton
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

// The one keyboard: to make its keys takes longer than all else of a page, so pages take it over from each other.
Rectangle {
    id: keyboard

    // Whose keys they are now: the `Keyboard` of a page.
    property var user: null
    readonly property bool vietnamese: user === null || user.vietnamese
    readonly property bool names: user !== null && user.names
    readonly property string typed: user === null ? "" : user.typed
    property bool digits: false
    property bool capital: false
    property bool plain: false
    readonly property bool atWord: names && (typed === "" || typed.endsWith(" "))
    readonly property bool marked: vietnamese && !plain
    readonly property int rowHeight: Theme.reach || Theme.wide ? Theme.target : Theme.px(Theme.large ? 108 : 112)
    readonly property int edge: Math.max(Theme.px(Theme.wide ? 12 : 18), Theme.apart)
    readonly property int keyGap: Math.max(Theme.px(10), Theme.apart)
    readonly property bool withTones: marked && !digits

    // On a panel that lies on its side the tones stand beside the letters, and what follows is in `ends`.
    readonly property var tones: [["sắc", "´", "sac"], ["huyền", "`", "huyen"], ["hỏi", "?", "hoi"], ["ngã", "~", "nga"], ["nặng", ".", "nang"]]
    readonly property list<string> rows: digits ? ["1234567890", "-/:;().,?!"] : marked ? ["qwertyuiop", "asdfghjklđ"] : ["qwertyuiop", "asdfghjkl"]
    readonly property string third: digits ? "@#%&+=\"'" : marked ? "zxcvbnmăâ" : "zxcvbnm"

    function pressed(name: string) {
        keyboard.capital = false;
        keyboard.user.key(keyboard.plain && name.length === 1 ? "plain:" + name : name);
    }

    function refresh() {
        keyboard.plain = false;
        keyboard.digits = false;
        keyboard.capital = keyboard.atWord;
    }

    function lend(user: Item) {
        keyboard.user = user;
        keyboard.parent = user;
        refresh();
    }

    // Another page may have it by now.
    function takeBack(user: Item) {
        if (keyboard.user !== user)
            return;
        keyboard.user = null;
        keyboard.parent = null;
    }

    onAtWordChanged: capital = atWord
    onVisibleChanged: refresh()
    anchors.fill: parent
    color: Theme.key
    implicitHeight: column.implicitHeight + 2 * edge
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Keyboard")

    component Tones: RowLayout {
        id: tones

        required property int from
        required property int to

        visible: keyboard.withTones
        spacing: keyboard.keyGap
        uniformCellSizes: true
        Layout.minimumWidth: (to - from) * (Theme.target + keyboard.keyGap) - keyboard.keyGap
        Layout.fillWidth: true
        Layout.fillHeight: true

        Repeater {
            model: keyboard.tones.slice(tones.from, tones.to)

            KeyButton {
                required property var modelData

                text: modelData[0]
                face: Theme.wide ? modelData[0] : modelData[0] + " " + modelData[1]
                special: true
                onClicked: keyboard.pressed("tone:" + modelData[2])
            }
        }
    }

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: keyboard.edge
        anchors.leftMargin: Theme.px(Theme.wide ? 14 : 28)
        anchors.rightMargin: Theme.px(Theme.wide ? 14 : 28)
        spacing: Math.max(Theme.px(12), Theme.apart)

        Tones {
            visible: keyboard.withTones && !Theme.wide
            from: 0
            to: 5
            Layout.preferredHeight: keyboard.rowHeight
        }
        Repeater {
            model: keyboard.rows

            RowLayout {
                id: line

                required property string modelData
                required property int index

                spacing: keyboard.keyGap
                Layout.preferredHeight: keyboard.rowHeight

                KeyRow {
                    letters: line.modelData
                    capital: keyboard.capital
                    onKey: name => keyboard.pressed(name)
                    Layout.preferredWidth: Theme.px(98) * line.modelData.length
                }
                Tones {
                    visible: keyboard.withTones && Theme.wide
                    from: 2 * line.index
                    to: 2 * line.index + 2
                    Layout.preferredWidth: Theme.px(200)
                }
            }
        }
        RowLayout {
            spacing: keyboard.keyGap
            Layout.preferredHeight: keyboard.rowHeight

            KeyRow {
                letters: keyboard.third
                capital: keyboard.capital
                onKey: name => keyboard.pressed(name)
                Layout.preferredWidth: Theme.px(98) * keyboard.third.length
            }
            Tones {
                visible: keyboard.withTones && Theme.wide
                from: 4
                to: 5
                Layout.preferredWidth: Theme.px(120)
            }
            SymbolKey {
                text: qsTr("Delete")
                symbol: "delete"
                special: true
                share: keyboard.third.length === 9 ? 1 : 1.6
                onClicked: keyboard.pressed("backspace")
            }
        }
        RowLayout {
            spacing: keyboard.keyGap
            Layout.preferredHeight: keyboard.rowHeight

            KeyRow {
                visible: keyboard.withTones
                letters: "êôơư"
                capital: keyboard.capital
                onKey: name => keyboard.pressed(name)
                Layout.preferredWidth: Theme.px(98) * 4
            }
            SymbolKey {
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
            SymbolKey {
                text: qsTr("Space")
                symbol: "space"
                special: true
                share: keyboard.withTones ? 2 : 5
                onClicked: keyboard.pressed("space")
            }
            SymbolKey {
                text: keyboard.user === null ? "" : keyboard.user.goName
                symbol: keyboard.user === null ? "" : keyboard.user.goIcon
                strong: keyboard.user !== null && keyboard.user.goStrong
                share: 1.6
                onClicked: keyboard.user.go()
            }
        }
    }
}
