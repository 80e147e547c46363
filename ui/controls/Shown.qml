pragma Singleton
import QtQuick

// The view of the page that is being made, and the line of the talk beside it.
QtObject {
    property var view: ({})
    property string line: ""

    // Says that the line is on what was just said, and not on what may be.
    property bool news: false

    // Says that a keyboard stands on the page of a panel that lies on its side: the bars above it are one row.
    property bool typing: false
}
