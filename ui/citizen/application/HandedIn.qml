import QtQuick
import QtQuick.Layouts
import ui.citizen
import ui.controls
import ui.theme

Page {
    id: page

    about: [
        Banner {
            text: qsTr("Your dossier has been handed in")
            kind: "good"
            strong: true
        },
        Banner {
            text: page.view.problem
            kind: "wait"
            symbol: "printer"
        },
        Panel {
            spacing: Theme.px(16)

            Words {
                text: page.view.about
                font.pixelSize: Theme.sizeHeading
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Written {
                text: qsTr("Reference")
                color: Theme.muted
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Words {
                text: page.view.reference
                Accessible.role: Accessible.AlertMessage
                Accessible.name: qsTr("Reference") + ": " + text
                color: Theme.action
                font.pixelSize: Theme.px(Theme.large ? 80 : 72)
                font.weight: Font.Bold
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            Words {
                text: page.view.at
                color: Theme.muted
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: Theme.px(16)
                Layout.alignment: Qt.AlignHCenter

                Icon {
                    name: page.view.delivered ? "file-clock" : "wifi-off"
                    colour: Theme.wait
                    size: Theme.px(50)
                }
                Words {
                    text: page.view.delivered ? qsTr("Waiting for an officer to check") : qsTr("Waiting to be sent")
                    color: Theme.wait
                    font.weight: Font.DemiBold
                    Layout.fillWidth: true
                    Layout.maximumWidth: Math.min(implicitWidth, Theme.px(760))
                }
            }
        }
    ]

    Panel {
        RowLayout {
            spacing: Theme.px(38)
            Layout.fillWidth: true

            QrCode {
                text: page.view.qr
            }
            ColumnLayout {
                spacing: Theme.px(10)
                Layout.fillWidth: true

                Words {
                    text: page.view.slip
                    font.pixelSize: Theme.sizeHeading
                    font.weight: Font.DemiBold
                    Layout.fillWidth: true
                }
                Words {
                    text: qsTr("Hold this code before the machine, or scan it with a phone, to see where your dossier is.")
                    color: Theme.muted
                    font.pixelSize: Theme.sizeSmall
                    Layout.fillWidth: true
                }
            }
        }
    }
    Panel {
        heading: qsTr("What comes next")

        Bullet {
            number: "1"
            text: page.view.number !== "" ? qsTr("Wait for number %1").arg(page.view.number) : qsTr("Take a number")
            note: page.view.counter !== "" ? qsTr("Go to counter %1 when it is called").arg(page.view.counter) : ""
        }
        Bullet {
            number: "2"
            text: qsTr("The officer checks your papers")
            note: qsTr("Bring the originals with you")
        }
        Bullet {
            number: "3"
            text: qsTr("You get the receipt with the date of the result")
        }
    }

    actions: [
        StayButton {},
        ActionButton {
            symbol: "face-4"
            text: qsTr("Rate the service")
            onClicked: Kiosk.act("rate")
            Layout.preferredWidth: 50
        },
        ActionButton {
            primary: true
            symbol: "check"
            text: qsTr("Finish")
            onClicked: Kiosk.act("finish")
            Layout.preferredWidth: 50
        }
    ]
}
