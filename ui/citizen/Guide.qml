import QtQuick
import ui.by_ear
import ui.controls
import ui.theme

// Lies over everything for who listens: takes keys and touches, and rings what is pointed at.
Item {
    id: guide

    required property Page page
    property Item target: null
    // Who sees nothing and has no keys holds a finger anywhere on the first page for so long.
    property real holdS: 3
    // What is under that finger is not touched by it.
    property bool held: false

    function place() {
        const seen = target !== null && target.visible;
        ring.visible = seen;
        if (!seen)
            return;
        const edge = Theme.px(13);
        const at = target.mapToItem(guide, 0, 0);
        ring.x = Math.max(0, at.x - edge);
        ring.y = Math.max(0, at.y - edge);
        ring.width = Math.min(guide.width, at.x + target.width + edge) - ring.x;
        ring.height = Math.min(guide.height, at.y + target.height + edge) - ring.y;
    }

    objectName: "guide"
    focus: true
    Keys.onPressed: event => event.accepted = Ear.key(event.key, event.text, (event.modifiers & Qt.KeypadModifier) !== 0)

    Connections {
        target: Ear

        function onPointed(item: Item, intoView: bool) {
            guide.target = item;
            if (item !== null && intoView && guide.page !== null)
                guide.page.reveal(item);
            guide.place();
        }
    }
    Connections {
        target: guide.Window.window

        function onAfterAnimating() {
            if (Kiosk.listen)
                guide.place();
        }
        function onActiveFocusItemChanged() {
            const held = guide.Window.window.activeFocusItem;
            if (Kiosk.keys || held === null || held === guide.Window.window.contentItem)
                guide.forceActiveFocus();
        }
    }
    Connections {
        target: Kiosk

        function onShownChanged() {
            Ear.look_soon();
        }
        function onTalkChanged() {
            Ear.look_soon();
        }
        function onComfortChanged() {
            Ear.look_soon();
            if (Kiosk.keys)
                guide.forceActiveFocus();
        }
        function onCountdownChanged() {
            Ear.look_soon();
        }
        function onStaffCalledChanged() {
            Ear.look_soon();
        }
    }
    TapHandler {
        enabled: !Kiosk.listen && !Kiosk.hasWayBack
        longPressThreshold: guide.holdS
        onLongPressed: {
            guide.held = true;
            Ear.begin();
        }
    }
    PointHandler {
        onActiveChanged: {
            if (!active)
                guide.held = false;
        }
    }
    MouseArea {
        id: finger

        property real from: 0
        property bool dragged: false

        anchors.fill: parent
        enabled: Kiosk.listen
        visible: enabled
        onPressed: mouse => {
            from = mouse.y;
            dragged = false;
        }
        onPositionChanged: mouse => {
            dragged = dragged || Math.abs(mouse.y - from) > Theme.px(24);
            if (!dragged || guide.page === null)
                return;
            guide.page.scroll(from - mouse.y);
            from = mouse.y;
        }
        onClicked: mouse => {
            if (!dragged)
                Ear.touch(mouse.x, mouse.y);
        }
    }
    Ring {
        id: ring

        visible: false
    }
}
