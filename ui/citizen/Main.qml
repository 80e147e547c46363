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
    readonly property var talk: JSON.parse(Kiosk.talk)
    readonly property bool answered: talk.over !== undefined && talk.over !== ""

    // Not by setSource(): of the properties that it is given, Qt 6.11 keeps some for ever.
    function show() {
        const shown = JSON.parse(Kiosk.shown);
        if (shown.screen === undefined)
            return;
        if (shown.page === window.pageShown && loader.item) {
            (loader.item as Page).view = shown.view;
            return;
        }
        window.pageShown = shown.page;
        Shown.view = shown.view;
        loader.source = "";
        loader.source = shown.screen + ".qml";
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
        property: "left"
        value: Kiosk.left
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
        target: loader.item as Page

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
        enabled: !guide.held
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

            Loader {
                id: loader

                anchors.fill: parent
                visible: !window.answered
            }
            Loader {
                id: over

                anchors.fill: parent
                active: window.answered

                sourceComponent: Answer {
                    now: window.talk
                }
            }
        }
        Talk {
            visible: window.talk.shown === true
            now: window.talk
            Layout.fillWidth: true
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
    Guide {
        id: guide

        anchors.fill: parent
        page: (window.answered ? over.item : loader.item) as Page
    }
}
