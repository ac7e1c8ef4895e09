// What is looked at within a page. Runs in a world of its own beside the page's scripts, and sees the same document.

const checks = (() => {
    const TOLERANCE = 1.5; // pixels
    const CONTROLS = "button, summary, input:not([type=hidden]), select, textarea, [role=button], [role=tab], [role=slider]";
    const SHAPES = "rect, circle, ellipse, path, polygon";

    const all = (selector, within = document) => [...within.querySelectorAll(selector)];
    const shorten = text => {
        const line = text.trim().replace(/\s+/g, " ");
        return line.length > 40 ? `${line.slice(0, 39)}…` : line;
    };

    const memories = [];

    /** A function that remembers its answers, until `forget`. */
    function memory(compute) {
        const known = new Map();
        memories.push(known);
        return key => {
            if (!known.has(key)) known.set(key, compute(key));
            return known.get(key);
        };
    }
    const forget = () => memories.forEach(known => known.clear());

    const styleOf = memory(getComputedStyle);
    const boxOf = memory(element => element.getBoundingClientRect());
    const isShown = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const isNamespace = (element, name) => element.namespaceURI.endsWith(name);
    const drawingOf = element => isNamespace(element, "svg") && (element.ownerSVGElement ?? element);

    /** Where an element is, by the nearest id. */
    function pathOf(element) {
        if (element.id) return `#${CSS.escape(element.id)}`;
        const parent = element.parentElement;
        if (!parent) return element.localName;
        const same = [...parent.children].filter(child => child.localName === element.localName);
        const place = same.length > 1 ? `:nth-of-type(${same.indexOf(element) + 1})` : "";
        return `${pathOf(parent)} > ${element.localName}${place}`.replace("html > ", "");
    }

    const described = (element, text) => `${pathOf(element)} “${shorten(text)}”`;

    // ---------- texts and where they are ----------

    /** The boxes that can be seen: of every line of text, and of fields; box, owner and words. */
    function visibleTexts() {
        const found = [];
        const add = (owner, element, words, rects, kind) => {
            const clip = clipOf(element);
            for (const rect of rects) {
                const full = kind === "text" ? ink(rect) : rect;
                const seen = intersection(full, clip);
                if (seen.right - seen.left > 1 && seen.bottom - seen.top > 1)
                    found.push({ owner, element, words, full, seen, corners: cornersOf(element, kind) });
            }
        };
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        const maths = new Set();
        while (walker.nextNode()) {
            const node = walker.currentNode;
            const element = node.parentElement;
            if (!node.data.trim() || element.closest("script, style, noscript, template, title, desc, defs, option, textarea"))
                continue;
            if (!isShown(element)) continue;
            const math = element.closest("math");
            if (math) {
                if (!maths.has(math)) add(math, math, math.textContent, [math.getBoundingClientRect()], "math");
                maths.add(math);
                continue;
            }
            range.selectNodeContents(node);
            add(element, element, node.data, range.getClientRects(), "text");
        }
        for (const field of all("input:not([type=hidden]), select, textarea").filter(isShown))
            add(field, field, field.value, [field.getBoundingClientRect()], "field");
        return found;
    }

    /** The part of a line's box that letters fill: the box has room for accents above and for the longest descenders. */
    function ink({ left, right, top, bottom }) {
        const height = bottom - top;
        return { left, right, top: top + 0.17 * height, bottom: bottom - 0.12 * height };
    }

    const intersection = (a, b) => ({
        left: Math.max(a.left, b.left),
        right: Math.min(a.right, b.right),
        top: Math.max(a.top, b.top),
        bottom: Math.min(a.bottom, b.bottom),
    });

    const EVERYWHERE = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
    const NOWHERE = { left: 0, right: 0, top: 0, bottom: 0 };

    /** What the ancestors leave of the place of an element. */
    const clipOf = memory(element => {
        const { position, clip, clipPath } = styleOf(element);
        if ((clip !== "auto" && position === "absolute") || clipPath.startsWith("inset(")) return NOWHERE;
        if (element === document.body || position === "fixed") return EVERYWHERE;
        let around = element.parentElement;
        while (position === "absolute" && around !== document.body && styleOf(around).position === "static")
            around = around.parentElement;
        return intersection(clipOf(around), windowOf(around));
    });

    /** The box in which the content of an element is seen. */
    const windowOf = memory(element => {
        const { overflowX, overflowY } = styleOf(element);
        if (element === document.body || isNamespace(element, "svg")) return EVERYWHERE;
        const { left, right } = overflowX === "visible" ? EVERYWHERE : boxOf(element);
        const { top, bottom } = overflowY === "visible" ? EVERYWHERE : boxOf(element);
        return { left, right, top, bottom };
    });

    /** The corners of a slanted text of a drawing; undefined for upright boxes. */
    function cornersOf(element, kind) {
        if (kind !== "text" || !isNamespace(element, "svg")) return undefined;
        const matrix = element.getScreenCTM();
        const along = Math.abs(matrix.b) + Math.abs(matrix.c);
        const across = Math.abs(matrix.a) + Math.abs(matrix.d);
        if (along < 1e-3 || across < 1e-3) return undefined;
        const { x, y, width, height } = element.getBBox();
        const [top, bottom] = [y + 0.17 * height, y + 0.88 * height];
        return [
            [x, top],
            [x + width, top],
            [x + width, bottom],
            [x, bottom],
        ].map(([px, py]) => new DOMPoint(px, py).matrixTransform(matrix));
    }

    const boxCorners = ({ left, right, top, bottom }) => [
        { x: left, y: top },
        { x: right, y: top },
        { x: right, y: bottom },
        { x: left, y: bottom },
    ];

    /** Whether two convex shapes lie over each other by more than the tolerance, by the axes of their sides. */
    function areOver(a, b) {
        return [a, b].every(shape =>
            shape.every((corner, k) => {
                const next = shape[(k + 1) % shape.length];
                const length = Math.hypot(next.x - corner.x, next.y - corner.y) || 1;
                const along = ({ x, y }) => (x * (corner.y - next.y) + y * (next.x - corner.x)) / length;
                const [first, second] = [a.map(along), b.map(along)];
                const shared =
                    Math.min(Math.max(...first), Math.max(...second)) - Math.max(Math.min(...first), Math.min(...second));
                return shared > TOLERANCE;
            }),
        );
    }

    function findOverlaps(texts) {
        const found = [];
        const open = [];
        for (const text of texts.toSorted((a, b) => a.seen.top - b.seen.top)) {
            for (let k = open.length - 1; k >= 0; k--) {
                const other = open[k];
                if (other.seen.bottom - text.seen.top <= TOLERANCE) {
                    open[k] = open.at(-1);
                    open.pop();
                    continue;
                }
                const over = intersection(text.seen, other.seen);
                if (over.right - over.left <= TOLERANCE || over.bottom - over.top <= TOLERANCE) continue;
                if (text.owner.contains(other.owner) || other.owner.contains(text.owner)) continue;
                if (
                    (text.corners || other.corners) &&
                    !areOver(text.corners ?? boxCorners(text.seen), other.corners ?? boxCorners(other.seen))
                )
                    continue;
                if (isCover(text.element, other.element) || isCover(other.element, text.element)) continue;
                const [first, second] = [other, text].map(({ element, words }) => described(element, words));
                found.push(["overlap", `${first} and ${second}`]);
            }
            open.push(text);
        }
        return found;
    }

    /** Whether an element lies on an opaque layer that floats above the other. */
    function isCover(element, other) {
        for (let at = element; at && !at.contains(other); at = at.parentElement) {
            const floats = ["fixed", "sticky"].includes(styleOf(at).position) || at.matches(":popover-open, dialog, [role=tooltip]");
            if (floats && colour(styleOf(at).backgroundColor)[3] > 0.9) return true;
        }
        return false;
    }

    /** Texts of drawings beyond their drawing, and texts of a page beyond a box that hides what is beyond it. */
    function findCuts(texts) {
        return texts.flatMap(({ element, words, full, corners }) => {
            const box = corners ? undefined : cutter(element);
            if (!box) return [];
            const beyond = Math.max(box.left - full.left, full.right - box.right, box.top - full.top, full.bottom - box.bottom);
            return beyond > TOLERANCE ? [["cut", `${described(element, words)}, by ${Math.round(beyond)} px`]] : [];
        });
    }

    /** The box that hides what is beyond it and cannot be scrolled, or undefined. */
    const cutter = memory(element => {
        const drawing = drawingOf(element);
        if (drawing) return styleOf(drawing).overflow === "visible" ? undefined : boxOf(drawing);
        const { overflowX, overflowY, textOverflow } = styleOf(element);
        if (element === document.body || textOverflow === "ellipsis" || ["auto", "scroll"].includes(overflowX)) return undefined;
        if (["hidden", "clip"].includes(overflowX) && ["hidden", "clip"].includes(overflowY)) return boxOf(element);
        return cutter(element.parentElement);
    });

    function findWide() {
        const width = document.documentElement.scrollWidth;
        if (width <= innerWidth) return [];
        const isBeyond = element =>
            isShown(element) && Math.min(boxOf(element).right, clipOf(element).right) > innerWidth + 0.5;
        const widest = all("body *").find(element => isBeyond(element) && ![...element.children].some(isBeyond));
        return [["wide", `the page is ${width} px wide${widest ? `, because of ${described(widest, widest.textContent)}` : ""}`]];
    }

    // ---------- contrast ----------

    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

    /** A colour as it is computed, as [red, green, blue of 255, alpha of 1]. */
    const colour = memory(text => {
        canvas.canvas.width = 1;
        canvas.fillStyle = text;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
        return [red, green, blue, alpha / 255];
    });

    const over = ([r, g, b, alpha], below) => [...[r, g, b].map((part, k) => alpha * part + (1 - alpha) * below[k]), 1];

    /** Relative luminance and contrast of WCAG 2.2. */
    function luminance(parts) {
        const [r, g, b] = parts.map(part => (part <= 10.31475 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }

    function contrast(one, other) {
        const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
        return (light + 0.05) / (dark + 0.05);
    }

    function findFaint(texts) {
        const known = new Set();
        return texts.flatMap(({ element, words, full }) => {
            if (element.matches(":disabled, input[type=range], input[type=checkbox], input[type=radio]")) return [];
            const drawing = drawingOf(element);
            if (!drawing && known.has(element)) return [];
            known.add(element);
            const { color, fill, fontSize, fontWeight } = styleOf(element);
            const paint = drawing ? fill : color;
            const below = drawing ? shapesBelow(element, drawing, full) : backgroundOf(element);
            if (!below || paint === "none" || paint.startsWith("url(")) return [];
            const [r, g, b, alpha] = colour(paint);
            const ratio = contrast(over([r, g, b, alpha * opacityOf(element)], below), below);
            const size = Number.parseFloat(fontSize) * (drawing ? scaleOf(element) : 1);
            const needed = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
            return ratio >= needed ? [] : [["contrast", `${described(element, words)} has ${ratio.toFixed(2)} of ${needed}`]];
        });
    }

    const scaleOf = element => {
        const { a, b } = element.getScreenCTM();
        return Math.hypot(a, b);
    };

    const opacityOf = memory(element => (element ? Number(styleOf(element).opacity) * opacityOf(element.parentElement) : 1));

    /** The colour behind an element; undefined on a picture. */
    const backgroundOf = memory(element => {
        if (!element) return isDark() ? [18, 18, 18, 1] : [255, 255, 255, 1];
        const { backgroundColor, backgroundImage } = styleOf(element);
        const own = colour(backgroundColor);
        const below = own[3] === 1 ? own : backgroundOf(element.parentElement);
        return backgroundImage === "none" && below ? over(own, below) : undefined;
    });

    /** Whether the window is dark where nothing is painted. */
    const isDark = () =>
        matchMedia("(prefers-color-scheme: dark)").matches && styleOf(document.documentElement).colorScheme.includes("dark");

    const shapesOf = memory(drawing => all(SHAPES, drawing).filter(shape => !shape.closest("defs, clipPath, mask")));

    /** The colour under the middle of a text of a drawing: the fills there, on what is behind the drawing. */
    function shapesBelow(element, drawing, { left, right, top, bottom }) {
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        let below = backgroundOf(drawing);
        for (const shape of below ? shapesOf(drawing) : []) {
            const box = boxOf(shape);
            if (x < box.left || x > box.right || y < box.top || y > box.bottom || !isShown(shape)) continue;
            if (!(shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
            const { fill, fillOpacity } = styleOf(shape);
            if (fill === "none" || !isFilledAt(shape, x, y)) continue;
            if (fill.startsWith("url(")) return undefined;
            const [r, g, b, alpha] = colour(fill);
            below = over([r, g, b, alpha * Number(fillOpacity) * opacityOf(shape)], below);
        }
        return below;
    }

    const isFilledAt = (shape, x, y) => shape.isPointInFill(new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse()));

    // ---------- what a screen reader needs ----------

    const textOf = ids => (ids ?? "").split(/\s+/).map(id => document.getElementById(id)?.textContent ?? "").join(" ");

    /** The accessible name, as far as our pages use the ways to give one. */
    function nameOf(element) {
        const names = [
            textOf(element.getAttribute("aria-labelledby")),
            element.getAttribute("aria-label"),
            [...(element.labels ?? [])].map(label => label.textContent).join(" "),
            isNamespace(element, "svg") ? [...element.children].find(child => child.localName === "title")?.textContent : "",
            element.matches("input, select, textarea, svg") ? "" : element.textContent,
            element.getAttribute("title"),
            element.matches("input[type=submit], input[type=button], input[type=reset]") ? element.value : "",
        ];
        return names.find(name => name?.trim())?.trim() ?? "";
    }

    function findUnreadable() {
        const found = [];
        const claim = (holds, what) => holds || found.push(["accessibility", what()]);
        claim(document.documentElement.lang, () => "html has no lang");
        claim(document.title.trim(), () => "the page has no title");
        const headings = all("h1, h2, h3, h4, h5, h6").filter(isShown);
        const mains = headings.filter(heading => heading.localName === "h1").length;
        claim(mains === 1, () => `the page has ${mains} h1`);
        headings.forEach((heading, k) => {
            const [level, before] = [heading, headings[k - 1]].map(at => (at ? Number(at.localName[1]) : 0));
            claim(level <= before + 1, () => `${described(heading, heading.textContent)} is an ${heading.localName} after an h${before}`);
        });
        for (const drawing of all("svg").filter(at => isShown(at) && !at.ownerSVGElement && !at.closest("[aria-hidden=true]"))) {
            const roles = drawing.querySelector(`[tabindex], a, ${CONTROLS}`) ? ["group"] : ["img"];
            claim(roles.includes(drawing.getAttribute("role")), () => `${pathOf(drawing)} has no role=${roles[0]} and no aria-hidden`);
            claim(nameOf(drawing), () => `${pathOf(drawing)} has no name`);
        }
        for (const control of all(`${CONTROLS}, a[href], img:not([alt=""])`).filter(isShown)) {
            claim(nameOf(control) || control.alt, () => `${pathOf(control)} has no name`);
            claim(!control.closest("[aria-hidden=true]"), () => `${pathOf(control)} is a control in what is hidden from screen readers`);
        }
        for (const table of all("table:not([role=presentation], [role=none])").filter(isShown)) {
            const headers = all("th", table).filter(header => header.closest("table") === table);
            claim(headers.length > 0, () => `${pathOf(table)} has no header cells`);
            claim(headers.every(header => header.scope), () => `${pathOf(table)} has header cells without scope`);
        }
        for (const attribute of ["for", "aria-labelledby", "aria-describedby", "aria-controls"])
            for (const element of all(`[${attribute}]`))
                for (const id of element.getAttribute(attribute).split(/\s+/))
                    claim(document.getElementById(id), () => `${pathOf(element)} has ${attribute}=${id}, which is nowhere`);
        for (const link of all("a[href^='#']"))
            claim(document.getElementById(decodeURIComponent(link.hash.slice(1))), () => `${pathOf(link)} leads nowhere`);
        return found;
    }

    /** What the page asks the browser to fetch or to get ready for. */
    const findLinks = () =>
        all("link[href]")
            .filter(link => !link.href.startsWith("data:"))
            .map(link => ["request", link.href]);

    // ---------- controls ----------

    /** What stays the same when the page draws the control anew. */
    function keyOf(element) {
        if (element.type === "radio") return `radio ${element.name}`;
        if (element.dataset.key) return element.dataset.key;
        return `${pathOf(element)} ${element.id ? "" : nameOf(element).replace(/[\d.−]+/g, "")}`.trim();
    }

    function kindOf(element) {
        if (!element.matches(CONTROLS)) return "stop";
        if (element.matches("select, summary, textarea")) return element.localName;
        if (element.localName === "button") return "button";
        if (element.localName !== "input") return element.getAttribute("role") === "slider" ? "range" : "role";
        if (["range", "number", "checkbox", "radio"].includes(element.type)) return element.type;
        return ["button", "submit", "reset"].includes(element.type) ? "button" : "textarea";
    }

    const group = radio => all("input[type=radio]").filter(other => other.name === radio.name && isShown(other));

    function facts(element) {
        const kind = kindOf(element);
        const count = { select: () => element.options.length, radio: () => group(element).length }[kind]?.() ?? 2;
        return { key: keyOf(element), kind, count, path: `${pathOf(element)} “${shorten(nameOf(element))}”` };
    }

    const usable = () => all(CONTROLS).filter(element => isShown(element) && !element.matches(":disabled, [aria-disabled=true]"));

    let lastSeen;
    let keyPrevented;
    addEventListener("keydown", event => setTimeout(() => (keyPrevented = event.defaultPrevented)), true);

    /** All that a control may change. */
    function signature() {
        const values = all("input, select, textarea").map(field => `${field.value} ${field.checked}`);
        const layers = all("dialog, [popover]").map(layer => layer.matches(":popover-open, :modal"));
        return [document.body.outerHTML, location.hash, values, layers].join("\n");
    }

    /** How an element looks, with what is in it and its label: outlines, colours, lines. */
    const appearance = element =>
        [element.closest("label") ?? element, ...all("*", element), element.nextElementSibling]
            .filter(Boolean)
            .map(at => {
                const style = getComputedStyle(at);
                return [...style].map(property => style.getPropertyValue(property)).join(";");
            })
            .join("\n");

    function isFocusSeen(element) {
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
        if (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0 && colour(outlineColor)[3] > 0.1) return true;
        const focused = appearance(element);
        element.blur();
        const without = appearance(element);
        element.focus({ preventScroll: true, focusVisible: true });
        return focused !== without;
    }

    const still = async () => {
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        for (const animation of document.getAnimations()) {
            try {
                animation.finish();
            } catch {
                animation.cancel();
            }
        }
    };

    return {
        /** Everything that is wrong with the page as it is now: kind and what. */
        async look() {
            await still();
            forget();
            lastSeen = signature();
            const { scrollX, scrollY } = window;
            scrollTo({ left: 0, top: 0, behavior: "instant" });
            const texts = visibleTexts();
            const found = [...findWide(), ...findOverlaps(texts), ...findCuts(texts), ...findFaint(texts), ...findUnreadable(), ...findLinks()];
            scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
            return found;
        },

        /** Whether something changed since the last look. */
        async isChanged() {
            await still();
            return signature() !== lastSeen;
        },

        /** What is too wide, cut or illegible on paper, where nothing can be scrolled. */
        async paper() {
            dispatchEvent(new Event("beforeprint"));
            await still();
            forget();
            const texts = visibleTexts();
            const cut = all("body *")
                .filter(at => isShown(at) && at.scrollWidth > at.clientWidth + 1 && at.clientWidth > 0)
                .filter(at => !at.matches("input, select") && ["auto", "scroll"].includes(styleOf(at).overflowX))
                .map(at => ["cut", `${described(at, at.textContent)}, by ${at.scrollWidth - at.clientWidth} px`]);
            const found = [...findWide(), ...cut, ...findOverlaps(texts), ...findCuts(texts), ...findFaint(texts)];
            dispatchEvent(new Event("afterprint"));
            return found;
        },

        controls: () => usable().map(facts),

        /** What has the focus, or null. */
        focused() {
            const element = document.activeElement;
            if (!element || element === document.body) return null;
            return { ...facts(element), seen: isFocusSeen(element), open: element.parentElement.open };
        },

        hasFocus: () => document.activeElement !== document.body && document.activeElement !== null,
        isKeyTaken: () => new Promise(done => setTimeout(() => done(keyPrevented))),

        /** The middle of a control, or of one of a group, brought into view; and what lies over it, if something does. */
        place(key, index = 0, across = 0.5) {
            const element = usable().filter(control => keyOf(control) === key)[index];
            if (!element) return null;
            element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
            // The middle of a group of a drawing need not be on what is drawn.
            const parts = [element, ...all("*", element)].map(part => part.getBoundingClientRect());
            const places = parts.map(box => [box.left + across * box.width, box.top + box.height / 2]);
            const isOn = hit => element.contains(hit) || [...(element.labels ?? [])].some(label => label.contains(hit));
            const [x, y] = places.find(place => isOn(document.elementFromPoint(...place))) ?? places[0];
            const hit = document.elementFromPoint(x, y);
            const covered = isOn(hit) ? null : hit ? described(hit, hit.textContent) : "the edge of the window";
            return { x, y, covered };
        },

        isOpen: key => usable().find(control => keyOf(control) === key)?.parentElement.open,

        /** The middles of the drawings, each brought into view when it is asked for. */
        drawing(index) {
            const element = all("svg").filter(isShown)[index];
            if (!element) return null;
            element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
            const { left, top, width, height } = element.getBoundingClientRect();
            return [left + width / 2, top + height / 2];
        },
    };
})();
