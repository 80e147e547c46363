pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Window {
    id: window

    // The design is upright; on a wider screen it stands in the middle.
    readonly property real unit: Math.min(width / 1080, height / 1920)
    property string pageShown: ""
    property Page current: null
    property var screens: ({})

    // Not by a Loader: of the properties that its setSource() is given, Qt 6.11 keeps some for ever.
    function show() {
        const shown = JSON.parse(Kiosk.shown);
        if (shown.screen === undefined)
            return;
        if (shown.page === window.pageShown && window.current) {
            window.current.view = shown.view;
            return;
        }
        window.pageShown = shown.page;
        if (window.current)
            window.current.destroy();
        window.current = screenOf(shown.screen).createObject(holder, {
            "view": shown.view
        }) as Page;
        window.current.anchors.fill = holder;
    }

    function screenOf(name: string): Component {
        if (window.screens[name] === undefined)
            window.screens[name] = Qt.createComponent(name + ".qml", Component.PreferSynchronous, window);
        return window.screens[name];
    }

    visible: true
    color: Theme.key
    title: "Một Cửa"
    Component.onCompleted: show()

    Binding {
        target: Theme
        property: "large"
        value: Kiosk.large
    }
    Binding {
        target: Theme
        property: "contrast"
        value: Kiosk.contrast
    }
    Binding {
        target: Theme
        property: "reach"
        value: Kiosk.reach
    }
    Binding {
        target: Theme
        property: "unit"
        value: window.unit
    }
    Connections {
        target: Kiosk

        function onShownChanged() {
            window.show();
        }
    }

    Connections {
        target: window.current

        function onMoved() {
            Kiosk.act("touched");
        }
    }

    Rectangle {
        anchors.fill: column
        color: Theme.page
    }
    ColumnLayout {
        id: column

        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, Math.round(1080 * window.unit))
        spacing: 0
        visible: Kiosk.countdown < 0

        ReachTop {
            visible: Kiosk.reach
            Layout.fillWidth: true
            Layout.preferredHeight: window.height * (Theme.large ? 0.21 : 0.36)
        }
        Header {
            Layout.fillWidth: true
        }
        Item {
            id: holder

            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        AccessBar {
            Layout.fillWidth: true
        }
    }
    IdleWarning {
        id: warning

        anchors.fill: column
        visible: Kiosk.countdown >= 0
    }
}
