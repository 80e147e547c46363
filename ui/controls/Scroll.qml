pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.theme

// A column that can be scrolled where it does not fit: by a finger, or by the button below it. On a panel that
// lies on its side the button stands beside it, for there height is short.
Item {
    id: pane

    default property alias content: column.data
    property alias spacing: column.spacing
    property string name: ""
    property string moreName: ""
    property int edge: Theme.margin
    property int topGap: Theme.gap
    property int bottomGap: Theme.gap
    readonly property real needed: column.implicitHeight + topGap + bottomGap
    readonly property bool overflows: needed > height
    readonly property bool atEnd: body.contentY + body.height >= body.contentHeight - 4
    signal moved

    // The item that stands at the top of what is seen, until somebody scrolls: the page still grows around it.
    property Item topmost: null

    onTopmostChanged: place()

    function place() {
        if (topmost === null)
            return;
        const y = topmost.mapToItem(column, 0, 0).y + topGap - Theme.gap;
        body.contentY = Math.max(0, Math.min(y, body.contentHeight - body.height));
        moved();
    }

    // Brings an item into view, where it is one of this column.
    function reveal(item: Item) {
        let above = item;
        while (above !== null && above !== column)
            above = above.parent;
        if (above === null || !overflows)
            return;
        const y = item.mapToItem(column, 0, 0).y + topGap;
        if (y - Theme.gap < body.contentY)
            move(y - Theme.gap - body.contentY);
        else if (y + item.height + Theme.gap > body.contentY + body.height)
            move(Math.min(y + item.height + Theme.gap - body.height, y - Theme.gap) - body.contentY);
    }

    function move(by: real) {
        topmost = null;
        body.contentY = Math.max(0, Math.min(body.contentY + by, body.contentHeight - body.height));
    }

    Flickable {
        id: body

        anchors.left: parent.left
        anchors.right: Theme.wide ? more.left : parent.right
        anchors.top: parent.top
        anchors.bottom: Theme.wide ? parent.bottom : more.top
        anchors.bottomMargin: more.active && !Theme.wide ? Theme.apart : 0
        contentWidth: width
        contentHeight: Math.max(pane.needed, height)
        interactive: pane.overflows
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        onContentHeightChanged: pane.place()
        onMovementStarted: pane.topmost = null
        onMovementEnded: pane.moved()
        Accessible.role: Accessible.Pane
        Accessible.name: pane.name

        ColumnLayout {
            id: column

            x: pane.edge
            y: pane.topGap
            width: body.width - 2 * pane.edge
            height: body.contentHeight - pane.topGap - pane.bottomGap
            spacing: Theme.gap
        }
    }

    Loader {
        id: more

        active: pane.overflows
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: Theme.wide ? implicitWidth : parent.width
        height: item === null ? 0 : Theme.wide ? parent.height : Theme.target

        sourceComponent: Press {
            id: button

            objectName: "more"

            // Its width hangs on neither alone: another width wraps the column anew, which may change what stands here.
            readonly property string further: qsTr("Show more")
            readonly property string back: qsTr("Back to the top")

            readonly property real longest: longestOf((further + " " + back).split(" "), metrics.font)

            // The font is named, so that another one measures anew.
            function longestOf(words: var, _font: font): real {
                return Math.max(...words.map(word => Math.ceil(metrics.advanceWidth(word)) + 1));
            }

            implicitWidth: Math.max(Theme.target, longest + 2 * padding)
            text: pane.atEnd ? back : further
            padding: Theme.px(8)
            fill: Theme.tint
            fillPressed: Theme.key
            corner: 0
            Accessible.name: pane.moreName !== "" ? pane.moreName : text
            onClicked: {
                pane.move(pane.atEnd ? -body.contentY : body.height * 0.8);
                pane.moved();
            }

            contentItem: Item {
                FontMetrics {
                    id: metrics

                    font: face.font
                }
                GridLayout {
                    anchors.centerIn: parent
                    width: Math.min(parent.width, implicitWidth)
                    columns: Theme.wide ? 1 : 2
                    columnSpacing: Theme.px(14)
                    rowSpacing: Theme.px(6)

                    Written {
                        id: face

                        text: button.text
                        color: Theme.action
                        font.pixelSize: Theme.wide ? Theme.sizeBar : Theme.sizeBody
                        font.weight: Font.DemiBold
                        horizontalAlignment: Text.AlignHCenter
                        Layout.fillWidth: true
                    }
                    Icon {
                        visible: !Theme.wide || button.height > Theme.px(200)
                        name: pane.atEnd ? "chevron-up" : "chevron-down"
                        colour: Theme.action
                        size: Theme.px(48)
                        Layout.alignment: Qt.AlignHCenter
                    }
                }
            }
        }
    }
}
