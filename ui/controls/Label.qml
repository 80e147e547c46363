import QtQuick

// Words for a narrow place: says how wide they must be to stand in two lines, and how wide their longest word is.
Written {
    id: label

    // Half of the bars' buttons are hidden, and each change of the text's size measured them all.
    readonly property var parts: visible ? measured(text.split(" "), metrics.font) : ({
            "longest": 0,
            "inTwo": 0
        })
    readonly property real longest: parts.longest
    readonly property real inTwo: parts.inTwo

    // The font is named, so that another one measures anew.
    function measured(words: var, _font: font): var {
        const width = some => Math.ceil(metrics.advanceWidth(some.join(" "))) + 1;
        const longest = words.reduce((most, word) => Math.max(most, width([word])), 0);
        const broken = words.slice(1).map((_word, at) => Math.max(width(words.slice(0, at + 1)), width(words.slice(at + 1))));
        return {
            "longest": longest,
            "inTwo": Math.max(longest, Math.min(...broken, width(words)))
        };
    }

    horizontalAlignment: Text.AlignHCenter

    FontMetrics {
        id: metrics

        font: label.font
    }
}
