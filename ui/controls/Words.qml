import QtQuick

// Words that are said as well, to who is led by ear.
Written {
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
