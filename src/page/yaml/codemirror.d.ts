// Types of what `bundle` takes, from the packages themselves (tests/judges/desk.sh types).
export { Annotation, EditorState, type Extension } from '@codemirror/state';
export { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
export { defaultKeymap } from '@codemirror/commands';
export { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
export { yaml } from '@codemirror/lang-yaml';
export { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
export { search, searchKeymap } from '@codemirror/search';
export { tags } from '@lezer/highlight';
