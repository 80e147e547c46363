pragma Singleton
import QtQuick

QtObject {
    id: theme

    property bool large: false
    property bool contrast: false
    property bool reach: false

    // Main buttons stand at the left.
    property bool left: false

    // The window, in pixels.
    property real width: 1080
    property real height: 1920

    // On its side: what is read stands beside what is touched (Page.qml), and all bars are one row.
    readonly property bool wide: width > height

    // In a window smaller than the panel everything shrinks alike, millimetres too.
    readonly property real shrink: Math.min(1, Math.max(width, height) / Math.max(Tokens.panelWidth, Tokens.panelHeight), Math.min(width, height) / Math.min(Tokens.panelWidth, Tokens.panelHeight))
    readonly property real mm: Tokens.pxPerMm * shrink
    readonly property real inches: Math.hypot(Tokens.panelWidth, Tokens.panelHeight) / Tokens.pxPerMm / 25.4
    readonly property real shortSide: Math.min(Tokens.panelWidth, Tokens.panelHeight) / Tokens.pxPerMm

    // A kiosk's panel has targets of 20 mm. On a desk's, which is smaller, they are as large as lets a keyboard
    // of four rows and what is typed stand one above the other, and never below 15 mm.
    readonly property real targetMm: inches >= 20 ? 20 : Math.max(15, Math.min(20, shortSide / 10.5))

    // Pixels for one of the design, which is 1080 × 1920 upright and 1600 × 900 on its side; text of the body
    // (34) is 5.2 mm at least.
    readonly property real unit: wide ? Math.max(Math.min(width / 1600, height / 900), 5.2 * mm / 34) : Math.min(width / 1080, height / 1920)
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
    readonly property int margin: px(wide ? 32 : 40)

    // What can be touched stands 3 mm apart.
    readonly property int apart: Math.ceil(3 * mm)
    readonly property int gap: Math.max(px(reach ? 16 : wide ? 20 : 24), apart)
    readonly property int gapSmall: Math.max(px(12), apart)
    readonly property int pad: px(reach || wide ? 20 : 28)

    readonly property int mainAt: left ? Qt.RightToLeft : Qt.LeftToRight

    readonly property real text: large ? 1.5 : 1
    readonly property real headline: large ? 1.25 : 1
    readonly property int sizeTitle: px((wide ? 48 : 56) * headline * (reach ? 0.86 : 1))
    readonly property int sizeHeading: px((wide ? 38 : 40) * (large ? 1.4 : 1))
    readonly property int sizeBody: px(34 * text)
    readonly property int sizeSmall: px(34 * (large ? 1.4 : 1))
    readonly property int sizeBar: px(large ? 40 : 34)
    readonly property int sizeKey: px(large ? 50 : 42)
    readonly property int sizeButton: px((wide ? 36 : 38) * (large ? 1.3 : 1))
    readonly property int sizeNumber: px(large ? 240 : 220)

    readonly property int target: Math.max(Math.ceil(targetMm * mm), wide ? 0 : px(reach ? 68 : 84))
    readonly property int mainTarget: Math.max(Math.ceil(1.2 * targetMm * mm), wide ? 0 : px(reach ? 92 : 116))

    function px(design: real): int {
        return Math.round(design * unit);
    }
}
