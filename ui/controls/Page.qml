import QtQuick
import QtQuick.Layouts
import ui.theme

// The frame of every page: what is read (title, `about`) and what is touched (the content, `actions`, `dock`).
// Upright they stand one below the other. On its side they stand beside each other, with the keyboard below
// both. In low reach what is read fills the upper part, and all that is touched is in the lower one.
Item {
    id: page

    property var view: Shown.view
    property string title: ""
    property string overline: ""

    // Stands for a page that has no picture of its own, where there is room for one.
    property string symbol: ""

    // Says if on its side the title has a column of its own.
    property bool sided: true
    property real share: 0.4

    // Says if the content takes the height that is left.
    property bool filling: false

    // Stands before the explanation where both are in one column, though it can be touched.
    property alias lead: leading.data
    property alias about: told.data
    property alias spacing: answers.spacing
    default property alias content: answers.data
    property alias actions: row.data
    property alias dock: docked.data
    property alias topmost: body.topmost
    signal moved

    // It keeps the view it was made with until it is given another one.
    Component.onCompleted: view = Shown.view

    readonly property bool beside: Theme.wide && sided
    readonly property bool split: beside || Theme.reach
    readonly property bool pictured: Array.from(told.children).some(one => one.visible && one.picture === true)
    readonly property int topGap: Theme.px(Theme.reach || Theme.wide ? 18 : Theme.large ? 28 : 34)
    readonly property int lineGap: Math.max(Theme.px(Theme.reach ? 12 : Theme.wide ? 16 : 28), Theme.apart)

    // The national portal has names of several hundred letters.
    readonly property bool pressed: Theme.wide && docked.visible && !padded
    readonly property int titleSize: pressed || title.length > 160 ? Theme.sizeBody : title.length > 80 ? Theme.sizeHeading : Theme.sizeTitle

    // A keyboard takes the whole width; a pad of digits stands beside what is read.
    readonly property bool padded: Array.from(docked.children).some(one => one.visible && one.slender === true)
    readonly property real feet: (bare ? 0 : row.space) + docked.space

    // On its side, where nothing but the main buttons can be touched: they stand one below the other.
    readonly property bool bare: beside && row.filled && answers.implicitHeight === 0
    readonly property real sideWidth: Math.round(width * (bare ? 0.56 : docked.visible && !padded ? (Theme.large ? 0.56 : 0.52) : share))
    readonly property real inset: beside ? sideWidth : 0

    // Low reach: the height above which nothing is touched, and if what is read fits there.
    readonly property real low: Math.min(Theme.height * (Theme.large ? 0.24 : 0.38) - mapToItem(null, 0, 0).y, (height - feet) * 0.66)
    readonly property real above: Math.max(low, height - feet - answers.implicitHeight - leading.implicitHeight - 3 * Theme.gap)
    readonly property bool headAside: beside || Theme.reach && head.implicitHeight + 2 * topGap <= above
    readonly property bool toldAside: beside || Theme.reach && head.implicitHeight + told.implicitHeight + spacing + 2 * topGap <= above

    // Brings an item of the page into view.
    function reveal(item: Item) {
        body.reveal(item);
        side.reveal(item);
    }

    function scroll(by: real) {
        body.move(by);
    }

    Rectangle {
        visible: page.split
        anchors.fill: side
        color: Theme.tint
    }
    Scroll {
        id: side

        visible: page.split
        width: page.beside ? page.sideWidth : page.width
        height: page.beside ? page.height - (page.padded ? 0 : docked.space) : Math.max(page.low, page.height - page.feet - body.needed)
        topGap: page.pressed ? Theme.px(12) : page.topGap
        bottomGap: topGap
        spacing: Theme.wide ? Theme.gapSmall : page.spacing
        moreName: qsTr("Show more of the explanation")
        onMoved: page.moved()

        Badge {
            visible: Theme.reach && page.symbol !== "" && !page.pictured
            symbol: page.symbol
        }
        ColumnLayout {
            id: sideHead

            visible: page.headAside && page.title !== ""
            Layout.fillWidth: true
            Layout.fillHeight: false
        }
        ColumnLayout {
            id: sideTold

            visible: page.toldAside && told.children.length > 0
            Layout.topMargin: told.filled ? 0 : -page.spacing
            Layout.fillWidth: true
            Layout.fillHeight: page.pictured
        }
        Badge {
            visible: page.beside && !page.pressed && page.symbol !== "" && !page.pictured
            symbol: page.symbol
        }
        Item {
            visible: page.beside && !page.pressed && page.symbol === "" && !page.pictured
            Layout.fillHeight: true
        }
        RowLayout {
            id: line

            readonly property bool fits: head.implicitHeight + told.implicitHeight + implicitHeight + 4 * page.spacing <= side.height

            visible: page.beside && Shown.line !== "" && (fits || Shown.news)
            spacing: Theme.px(16)
            Layout.fillHeight: false

            Icon {
                name: "mic"
                colour: Theme.action
                size: Theme.px(44)
            }
            Words {
                text: Shown.line
                font.pixelSize: Theme.sizeSmall
                Accessible.role: Accessible.AlertMessage
                Layout.fillWidth: true
            }
        }
    }

    Scroll {
        id: body

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: page.feet
        width: parent.width - page.inset
        height: parent.height - page.feet - (Theme.reach ? side.height : 0)
        topGap: page.split && !Theme.wide ? Theme.gap : page.topGap
        bottomGap: Theme.wide ? page.topGap : Theme.gap
        spacing: page.spacing
        name: page.title
        onMoved: page.moved()

        ColumnLayout {
            id: inlineHead

            visible: !page.headAside && page.title !== ""
            Layout.fillWidth: true
            Layout.fillHeight: false
        }
        ColumnLayout {
            id: leading

            visible: children.length > 0
            spacing: page.spacing
            Layout.fillWidth: true
            Layout.fillHeight: false
        }
        ColumnLayout {
            id: inlineTold

            visible: !page.toldAside && told.children.length > 0
            Layout.topMargin: told.filled ? 0 : -page.spacing
            Layout.fillWidth: true
            Layout.fillHeight: page.pictured
        }
        ColumnLayout {
            id: answers

            spacing: Theme.gap
            Layout.fillWidth: true
            Layout.fillHeight: page.filling
        }
        Item {
            visible: !page.filling && !(page.pictured && !page.toldAside)
            Layout.fillHeight: true
        }
    }

    ColumnLayout {
        id: head

        parent: page.headAside ? sideHead : inlineHead
        visible: page.title !== ""
        spacing: Theme.px(2)
        Layout.fillWidth: true

        Written {
            visible: page.overline !== "" && !page.pressed
            text: page.overline
            color: Theme.action
            font.pixelSize: Theme.sizeSmall
            font.weight: Font.DemiBold
            Layout.fillWidth: true
        }
        Words {
            text: page.pressed && page.overline !== "" ? page.overline + ": " + page.title : page.title
            font.pixelSize: page.pressed ? Math.min(Theme.sizeBar, page.titleSize) : page.titleSize
            font.weight: Font.Bold
            lineHeight: 1.05
            Accessible.role: Accessible.Heading
            Accessible.name: page.overline !== "" ? page.overline + ": " + page.title : page.title
            Layout.fillWidth: true
        }
    }
    ColumnLayout {
        id: told

        // By its height: its children are as visible as the place where it stands.
        readonly property bool filled: implicitHeight > 0

        parent: page.toldAside ? sideTold : inlineTold
        spacing: page.spacing
        Layout.fillWidth: true
        Layout.fillHeight: page.pictured
    }
    GridLayout {
        id: row

        readonly property bool filled: implicitHeight > 0
        readonly property real space: filled ? implicitHeight + 2 * page.lineGap : 0

        visible: children.length > 0
        x: page.inset + Theme.margin
        y: page.bare ? (page.height - docked.space - implicitHeight) / 2 : page.height - page.feet + page.lineGap
        width: page.width - page.inset - 2 * Theme.margin
        columns: page.bare ? 1 : Math.max(1, children.length)
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        layoutDirection: Theme.mainAt
    }
    ColumnLayout {
        id: docked

        readonly property real space: visible ? implicitHeight : 0

        visible: children.length > 0
        x: page.padded ? page.inset : 0
        y: page.height - space
        width: page.width - x
        spacing: 0
    }
}
