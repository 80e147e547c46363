import QtQuick

QtObject {
    id: probe

    property Item root
    property int round: 0
    property string found

    onRoundChanged: found = JSON.stringify(look(root))

    function rectangle(item: Item, width: real, height: real): var {
        const at = item.mapToItem(null, 0, 0);
        return [at.x, at.y, width, height];
    }

    // What of a rectangle can be seen in a view; none where nothing is.
    function cut(box: var, view: var): var {
        if (view === null)
            return box;
        const left = Math.max(box[0], view[0]);
        const top = Math.max(box[1], view[1]);
        const right = Math.min(box[0] + box[2], view[0] + view[2]);
        const bottom = Math.min(box[1] + box[3], view[1] + view[3]);
        return right > left && bottom > top ? [left, top, right - left, bottom - top] : null;
    }

    function look(item: Item): var {
        const all = {
            "texts": [],
            "controls": [],
            "icons": [],
            "fields": []
        };
        walk(item, null, null, all);
        return all;
    }

    // A box that what is typed stands in: a frame with a text of its own, and neither a banner nor a picture's.
    function isField(item: Item): bool {
        return item.border !== undefined && item.text !== undefined && item.down === undefined && item.contentWidth === undefined && item.kind === undefined && item.ratio === undefined;
    }

    function walk(item: Item, view: var, control: var, all: var) {
        if (!item.visible || item.opacity === 0)
            return;
        let inside = view;
        let owner = control;
        if (item.contentItem !== undefined && item.flickableDirection !== undefined)
            inside = {
                "view": rectangle(item, item.width, item.height),
                "content": rectangle(item.contentItem, item.contentWidth, item.contentHeight)
            };
        if (item.down !== undefined && item.clicked !== undefined) {
            owner = rectangle(item, item.width, item.height);
            all.controls.push({
                "name": item.text,
                "box": owner,
                "here": cut(owner, inside ? inside.view : null),
                "tab": item.activeFocusOnTab || (item.focusPolicy & Qt.TabFocus) !== 0,
                "enabled": item.enabled,
                "chosen": item.chosen === true,
                "main": item.primary === true,
                "key": item.face !== undefined,
                "bar": item.toggles !== undefined,
                "more": item.objectName === "more",
                "view": inside ? inside.view : null
            });
        }
        if (item.name !== undefined && item.colour !== undefined && item.size !== undefined && item.name !== "")
            all.icons.push({
                "icon": item.name,
                "colour": item.colour.toString(),
                "box": rectangle(item, item.width, item.height),
                "control": owner
            });
        if (isField(item))
            all.fields.push({
                "text": item.text,
                "box": rectangle(item, item.width, item.height)
            });
        if (item.text !== undefined && item.contentWidth !== undefined && item.text !== "")
            all.texts.push({
                "text": item.text,
                "box": rectangle(item, item.width, item.height),
                "here": cut(rectangle(item, item.width, item.height), inside ? inside.view : null),
                "content": [item.contentWidth, item.contentHeight],
                "truncated": item.truncated === true,
                "size": item.font.pixelSize,
                "colour": item.color.toString(),
                "view": inside ? inside.view : null,
                "page": inside ? inside.content : null,
                "control": owner,
                "enabled": item.enabled
            });
        for (let index = 0; index < item.children.length; ++index)
            walk(item.children[index], inside, owner, all);
    }
}
