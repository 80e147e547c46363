import QtQuick
import QtQuick.Layouts

// Spoils a page that stands there, in one way.
QtObject {
    id: planter

    property Item root
    property string kind
    property string words
    property int round: 0
    property bool planted: false

    readonly property Component stray: Component {
        Text {
            font.pixelSize: 40
        }
    }
    readonly property var faults: ({
            "cut": () => spoil(text(), item => {
                    item.wrapMode = Text.NoWrap;
                    item.elide = Text.ElideRight;
                    item.text = item.text + " " + item.text.repeat(40);
                }),
            "overlap": () => spoil(text(), item => stray.createObject(item, {
                        "text": "MẪU",
                        "color": item.color
                    })),
            "off screen": () => spoil(text(), item => stray.createObject(item, {
                        "text": "MẪU",
                        "color": item.color,
                        "x": 5000
                    })),
            "small target": () => spoil(control(), item => {
                    item.Layout.minimumHeight = 0;
                    item.Layout.maximumHeight = 30;
                    item.Layout.preferredHeight = 30;
                    item.height = 30;
                }),
            "contrast": () => spoil(text(), item => item.color = "#cfd6de"),
            "icon contrast": () => spoil(icon(), item => item.colour = "#eef2f7"),
            "name": () => spoil(control(), item => item.Accessible.name = ""),
            "tab order": () => spoil(control(), item => item.focusPolicy = Qt.NoFocus),
            "untranslated": () => spoil(text(), item => item.text = planter.words),
            "picture": () => spoil(text(), item => item.opacity = 0),
            "warning": () => console.warn("planted")
        })

    onRoundChanged: {
        planted = true;
        faults[kind]();
    }

    function spoil(item: var, how: var) {
        if (item)
            how(item);
        else
            planted = false;
    }

    // The first that can be seen, is not switched off and stands in the part of the page that is scrolled to.
    function first(item: Item, fits: var): var {
        if (!item.visible || item.opacity === 0 || !item.enabled)
            return null;
        if (fits(item) && stands(item))
            return item;
        for (let index = 0; index < item.children.length; ++index) {
            const found = first(item.children[index], fits);
            if (found)
                return found;
        }
        return null;
    }

    function stands(item: Item): bool {
        const at = item.mapToItem(null, 0, 0);
        return item.width > 30 && at.y >= 0 && (item.flickableDirection !== undefined || at.y + item.height < root.height * 0.8);
    }

    // What scrolls: the page itself, without header and bar.
    function page(): Item {
        return first(root, item => item.contentItem !== undefined && item.flickableDirection !== undefined) ?? root;
    }

    function text(): var {
        return first(page(), item => item.text !== undefined && item.contentWidth > 60 && item.font.pixelSize >= 30);
    }

    function control(): var {
        const button = item => item.down !== undefined && item.clicked !== undefined;
        return first(page(), button) ?? first(root, button);
    }

    function icon(): var {
        return first(page(), item => item.colour !== undefined && item.sourceSize !== undefined && item.name !== "");
    }
}
