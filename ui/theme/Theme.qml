pragma Singleton
import QtQuick
import ui.theme

QtObject {
    id: theme

    property bool large: false
    property bool contrast: false
    property bool reach: false
    // Main buttons stand at the left.
    property bool left: false
    property real unit: 1

    // In a window smaller than the panel everything shrinks alike, millimetres too.
    readonly property real mm: Tokens.pxPerMm * Math.min(1, unit / Tokens.panelUnit)
    readonly property string family: Tokens.family
    readonly property var colours: contrast ? Tokens.contrast : Tokens.colour

    readonly property color header: colours.header
    readonly property color headerLine: colours.header_line
    readonly property color headerText: colours.header_text
    readonly property color headerMuted: colours.header_muted
    readonly property color headerBorder: colours.header_border
    readonly property color action: colours.action
    readonly property color actionPressed: colours.action_pressed
    readonly property color actionText: colours.action_text
    readonly property color actionRing: colours.action_ring
    readonly property color page: colours.page
    readonly property color card: colours.card
    readonly property color tint: colours.tint
    readonly property color key: colours.key
    readonly property color ink: colours.ink
    readonly property color muted: colours.muted
    readonly property color border: colours.border
    readonly property color borderStrong: colours.border_strong
    readonly property color good: colours.good
    readonly property color goodTint: colours.good_tint
    readonly property color wait: colours.wait
    readonly property color waitTint: colours.wait_tint
    readonly property color bad: colours.bad
    readonly property color badTint: colours.bad_tint
    readonly property color focus: colours.focus
    readonly property color focusLine: colours.focus_line

    readonly property int radius: px(Tokens.radius.card)
    readonly property int radiusButton: px(Tokens.radius.button)
    readonly property int radiusChip: px(Tokens.radius.chip)

    readonly property int border1: contrast ? 3 : 2
    readonly property int border2: contrast ? 4 : 3
    readonly property int margin: px(40)
    readonly property int gap: px(reach ? 16 : 24)
    readonly property int gapSmall: px(12)
    readonly property int pad: px(reach ? 20 : 28)

    readonly property int mainAt: left ? Qt.RightToLeft : Qt.LeftToRight

    readonly property real text: large ? 1.5 : 1
    readonly property real headline: large ? 1.25 : 1
    readonly property int sizeTitle: px(56 * headline * (reach ? 0.86 : 1))
    readonly property int sizeHeading: px(40 * (large ? 1.4 : 1))
    readonly property int sizeBody: px(34 * text)
    readonly property int sizeSmall: px(30 * (large ? 1.4 : 1))
    readonly property int sizeBar: px(large ? 36 : 27)
    readonly property int sizeKey: px(large ? 50 : 42)
    readonly property int sizeButton: px(38 * (large ? 1.3 : 1))
    readonly property int sizeNumber: px(large ? 240 : 220)

    readonly property int target: Math.max(Math.ceil(20 * mm), px(reach ? 68 : 84))
    readonly property int mainTarget: Math.max(Math.ceil(24 * mm), px(reach ? 92 : 116))

    function px(design: real): int {
        return Math.round(design * unit);
    }
}
