pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Window {
    id: window

    property string pageShown: ""

    function show() {
        const shown = Kiosk.shown;
        if (shown.screen === undefined)
            return;
        if (shown.page === window.pageShown && loader.item) {
            (loader.item as Page).view = shown.view;
            return;
        }
        window.pageShown = shown.page;
        loader.setSource(shown.screen + ".qml", {
            "view": shown.view
        });
    }

    visible: true
    color: Theme.page
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
        value: window.width / 1080
    }
    Connections {
        target: Kiosk

        function onShownChanged() {
            window.show();
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        visible: Kiosk.countdown < 0

        ReachTop {
            visible: Kiosk.reach
            Layout.fillWidth: true
            Layout.preferredHeight: window.height * (Theme.large ? 0.25 : 0.36)
        }
        Header {
            Layout.fillWidth: true
        }
        Item {
            id: holder

            Layout.fillWidth: true
            Layout.fillHeight: true

            Loader {
                id: loader

                anchors.fill: parent
            }
        }
        AccessBar {
            Layout.fillWidth: true
        }
    }
    IdleWarning {
        id: warning

        anchors.fill: parent
        visible: Kiosk.countdown >= 0
    }
}
