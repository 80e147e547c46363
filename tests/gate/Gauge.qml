import QtQuick

// Measures icons and the way of the Tab key, and stops what moves, for the picture.
QtObject {
    property Item root
    property int round: 0
    property string found

    onRoundChanged: {
        const all = {
            "icons": [],
            "here": [],
            "chain": chain(root)
        };
        walk(root, null, all);
        found = JSON.stringify(all);
    }

    function rectangle(item: Item): var {
        const at = item.mapToItem(null, 0, 0);
        return [at.x, at.y, item.width, item.height];
    }

    // What of a rectangle can be seen in a view; none where nothing is.
    function cut(box: var, view: var): var {
        if (view === null)
            return box;
        const left = Math.max(box[0], view[0]), top = Math.max(box[1], view[1]);
        const right = Math.min(box[0] + box[2], view[0] + view[2]), bottom = Math.min(box[1] + box[3], view[1] + view[3]);
        return right > left && bottom > top ? [left, top, right - left, bottom - top] : null;
    }

    function chain(item: Item): var {
        const found = [];
        const first = item.nextItemInFocusChain(true);
        for (let at = first; found.length < 300; ) {
            found.push(rectangle(at));
            at = at.nextItemInFocusChain(true);
            if (at === first)
                break;
        }
        return found;
    }

    function walk(item: Item, view: var, all: var) {
        if (!item.visible || item.opacity === 0)
            return;
        if (item.sign !== undefined && item.running !== undefined) {
            item.running = false;
            item.way = 0;
        }
        const inside = item.contentItem !== undefined && item.flickableDirection !== undefined ? rectangle(item) : view;
        if (item.down !== undefined && item.clicked !== undefined && cut(rectangle(item), view) !== null)
            all.here.push(rectangle(item));
        if (item.colour !== undefined && item.sourceSize !== undefined && item.name !== "" && item.enabled)
            all.icons.push({
                "name": item.name,
                "here": cut(rectangle(item), inside),
                "colour": item.colour.toString()
            });
        for (let index = 0; index < item.children.length; ++index)
            walk(item.children[index], inside, all);
    }
}
