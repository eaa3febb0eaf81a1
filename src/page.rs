//! The page itself: the files in `src/page/`, embedded in the program. Data; what the page asks and is told is
//! `src/page/engine.d.ts`.

/// A file of the page: its path from the page's folder, and what it holds.
pub type PageFile = (&'static str, &'static [u8]);

/// Files by their paths in `src/page/`.
macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_bytes!(concat!("page/", $name)))),*] };
}

/// All of them; `index.html` is what opens.
pub const FILES: &[PageFile] = files![
    "bar/bar.css",
    "bar/bar.js",
    "bar/keyboard.js",
    "bar/menu.js",
    "bar/toast.js",
    "element.js",
    "engine.d.ts",
    "engine/engine.js",
    "engine/serve.js",
    "findings/findings.css",
    "findings/marks.js",
    "findings/panel.js",
    "findings/split.js",
    "form/form.css",
    "form/form.js",
    "form/line.js",
    "form/parts.js",
    "icon.svg",
    "index.html",
    "list/list.css",
    "list/list.js",
    "list/zip.js",
    "main.js",
    "open/dialog.js",
    "open/files.js",
    "open/open.css",
    "open/opening.js",
    "open/start.js",
    "page.js",
    "pages/draw.js",
    "pages/fonts.js",
    "pages/pages.css",
    "pages/pane.js",
    "prose/names.js",
    "prose/prose.css",
    "prose/prose.js",
    "report/history.js",
    "report/report.js",
    "save/draft.js",
    "save/save.js",
    "save/saving.js",
    "style.css",
    "table/figure.js",
    "table/keys.js",
    "table/paste.js",
    "table/strip.js",
    "table/table.css",
    "table/table.js",
    "yaml/codemirror.js",
    "yaml/editor.js",
    "yaml/yaml.css",
    "yaml/yaml.js",
];
