pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import ui.controls
import ui.theme

Window {
    id: window

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
        value: Kiosk.reach && !Theme.wide
    }
    Binding {
        target: Theme
        property: "left"
        value: Kiosk.left
    }
    Binding {
        target: Theme
        property: "width"
        value: window.width
    }
    Binding {
        target: Theme
        property: "height"
        value: window.height
    }
    Binding {
        target: Shown
        property: "line"
        value: window.talk.shown === true ? window.talk.line : ""
    }
    Binding {
        target: Shown
        property: "news"
        value: window.talk.news === true
    }
    Binding {
        target: Shown
        property: "typing"
        value: loader.item !== null && (loader.item as Page).pressed
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
        anchors.fill: parent
        color: Theme.page
    }
    ColumnLayout {
        id: column

        anchors.fill: parent
        spacing: 0
        enabled: !guide.held
        visible: Kiosk.countdown < 0

        ReachTop {
            visible: Theme.reach
            Layout.fillWidth: true
        }
        Header {
            visible: !Theme.reach
            talk: window.talk
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
            visible: window.talk.shown === true && !Theme.wide
            now: window.talk
            Layout.fillWidth: true
        }
        Header {
            low: true
            visible: Theme.reach
            Layout.fillWidth: true
        }
        AccessBar {
            visible: !Theme.wide
            Layout.fillWidth: true
        }
    }
    FocusRing {}
    IdleWarning {
        id: warning

        anchors.fill: parent
        visible: Kiosk.countdown >= 0
    }
    Guide {
        id: guide

        anchors.fill: parent
        page: (window.answered ? over.item : loader.item) as Page
    }
}
