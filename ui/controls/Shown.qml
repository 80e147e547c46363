pragma Singleton
import QtQuick

// The view of the page that is being made.
QtObject {
    property var view: ({})
}
