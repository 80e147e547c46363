import QtQuick
import QtQuick.Layouts
import ui.theme

Item {
    id: page

    property var view: Shown.view
    property string title: ""
    property string overline: ""
    readonly property int topGap: Theme.px(Theme.reach ? 18 : Theme.large ? 28 : 34)
    property alias spacing: column.spacing
    default property alias content: column.data
    property alias actions: row.data
    property alias dock: docked.data
    signal moved

    // It keeps the view it was made with until it is given another one.
    Component.onCompleted: view = Shown.view

    readonly property bool overflows: column.implicitHeight + topGap + Theme.gap > height - foot.height
    // The national portal has names of several hundred letters.
    readonly property int titleSize: title.length > 160 ? Theme.sizeBody : title.length > 80 ? Theme.sizeHeading : Theme.sizeTitle
    readonly property bool atEnd: body.contentY + body.height >= body.contentHeight - 4

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

    // Brings an item of the page into view.
    function reveal(item: Item) {
        let above = item;
        while (above !== null && above !== column)
            above = above.parent;
        if (above === null || !overflows)
            return;
        const y = item.mapToItem(column, 0, 0).y + topGap;
        if (y - Theme.gap < body.contentY)
            scroll(y - Theme.gap - body.contentY);
        else if (y + item.height + Theme.gap > body.contentY + body.height)
            scroll(Math.min(y + item.height + Theme.gap - body.height, y - Theme.gap) - body.contentY);
    }

    function scroll(by: real) {
        topmost = null;
        body.contentY = Math.max(0, Math.min(body.contentY + by, body.contentHeight - body.height));
    }

    Flickable {
        id: body

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: more.visible ? more.top : foot.top
        contentWidth: width
        contentHeight: Math.max(column.implicitHeight + page.topGap + Theme.gap, height)
        interactive: page.overflows
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        onContentHeightChanged: page.place()
        onMovementStarted: page.topmost = null
        onMovementEnded: page.moved()
        Accessible.role: Accessible.Pane
        Accessible.name: page.title

        ColumnLayout {
            id: column

            x: Theme.margin
            y: page.topGap
            width: body.width - 2 * Theme.margin
            height: body.contentHeight - page.topGap - Theme.gap
            spacing: Theme.gap

            ColumnLayout {
                visible: page.title !== ""
                spacing: Theme.px(2)
                Layout.fillWidth: true

                Words {
                    visible: page.overline !== ""
                    text: page.overline
                    color: Theme.action
                    font.pixelSize: Theme.sizeSmall
                    font.weight: Font.DemiBold
                    Accessible.ignored: true
                    Layout.fillWidth: true
                }
                Words {
                    text: page.title
                    font.pixelSize: page.titleSize
                    font.weight: Font.Bold
                    lineHeight: 1.05
                    Accessible.role: Accessible.Heading
                    Accessible.name: page.overline !== "" ? page.overline + ": " + page.title : page.title
                    Layout.fillWidth: true
                }
            }
        }
    }

    Press {
        id: more

        objectName: "more"
        visible: page.overflows
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: foot.top
        height: visible ? Theme.target : 0
        text: page.atEnd ? qsTr("Back to the top") : qsTr("Show more")
        fill: Theme.tint
        fillPressed: Theme.key
        corner: 0
        onClicked: {
            page.topmost = null;
            body.contentY = page.atEnd ? 0 : Math.min(body.contentY + body.height * 0.8, body.contentHeight - body.height);
            page.moved();
        }

        contentItem: Item {
            RowLayout {
                anchors.centerIn: parent
                spacing: Theme.px(14)

                Words {
                    text: more.text
                    color: Theme.action
                    font.pixelSize: Theme.sizeBody
                    font.weight: Font.DemiBold
                    Accessible.ignored: true
                }
                Icon {
                    name: page.atEnd ? "chevron-up" : "chevron-down"
                    colour: Theme.action
                    size: Theme.px(48)
                }
            }
        }
    }

    ColumnLayout {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        spacing: 0

        RowLayout {
            id: row

            visible: children.length > 0
            spacing: Theme.gap
            layoutDirection: Theme.mainAt
            Layout.margins: Theme.px(Theme.reach ? 12 : 28)
            Layout.leftMargin: Theme.margin
            Layout.rightMargin: Theme.margin
        }
        ColumnLayout {
            id: docked

            visible: children.length > 0
            spacing: 0
            Layout.fillWidth: true
        }
    }
}
