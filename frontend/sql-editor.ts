// A SQL editor: CodeMirror 6 as a custom element. Everything that knows of databases stays on the server.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { MSSQL, MariaSQL, MySQL, PLSQL, PostgreSQL, SQLDialect, SQLite, StandardSQL, sql } from '@codemirror/lang-sql';
import { HighlightStyle, bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec, Transaction } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  rectangularSelection,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Tab indents, as people expect of an editor; who cannot do without Tab has to know the way out. */
const LEAVING = 'Escape, then Tab leaves the editor';

const dialects: Record<string, SQLDialect> = {
  postgresql: PostgreSQL,
  mysql: MySQL,
  mariadb: MariaSQL,
  mssql: MSSQL,
  plsql: PLSQL,
  sqlite: SQLite,
};

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', color: 'var(--vaadin-text-color)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono, monospace)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--vaadin-text-color)', padding: '8px 0' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-cursor': { borderLeftColor: 'var(--vaadin-text-color)', borderLeftWidth: '2px' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    border: 'none',
    color: 'var(--vaadin-text-color-secondary)',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 12px' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--vaadin-text-color) 5%, transparent)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--aura-accent-color, dodgerblue) 28%, transparent)',
  },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--aura-accent-color, dodgerblue) 16%, transparent)' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'color-mix(in srgb, var(--aura-accent-color, dodgerblue) 24%, transparent)',
    outline: 'none',
  },
  '.cm-placeholder': { color: 'var(--vaadin-text-color-secondary)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy light-dark(#c62828, #ff8a80)',
    textUnderlineOffset: '3px',
    backgroundColor: 'color-mix(in srgb, light-dark(#c62828, #ff8a80) 14%, transparent)',
  },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--aura-surface-color-solid, Canvas)',
    color: 'var(--vaadin-text-color)',
    border: '1px solid var(--vaadin-border-color)',
    borderRadius: 'var(--vaadin-radius-m, 6px)',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono, monospace)', fontSize: '12px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--aura-accent-color, Highlight)',
    color: 'var(--aura-accent-contrast-color, HighlightText)',
  },
  '.cm-diagnostic': { whiteSpace: 'pre-wrap', maxWidth: '48ch' },
});

// At least 4.5:1 on the page's background in both schemes
const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: 'light-dark(#00637a, #6cd3e6)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'light-dark(#2f6f2f, #9fd18b)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#9a4a00, #f0b07a)' },
  { tag: tags.comment, color: 'var(--vaadin-text-color-secondary)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.standard(tags.name)], color: 'light-dark(#6b3fa0, #c9a8f5)' },
]);

class SqlEditor extends HTMLElement {
  static VALUE_DELAY_MS = 300;

  private readonly language = new Compartment();
  private readonly hint = new Compartment();
  private readonly naming = new Compartment();
  private dialectName = '';
  private columnsByTable: Record<string, string[]> = {};
  private readonly view: EditorView;
  private pendingValue?: ReturnType<typeof setTimeout>;
  private storedUnder = '';
  private fromServer = false;

  /** Counts the texts that were sent. */
  sends = 0;

  /** Of the text that the server has. */
  revision = 0;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const style = document.createElement('style');
    style.textContent = ':host { display: block; overflow: hidden; } :host([hidden]) { display: none; }';
    root.append(style);
    this.view = new EditorView({ parent: root, root, state: this.freshState('') });
  }

  disconnectedCallback() {
    this.sendValue();
  }

  get value(): string {
    return this.view.state.doc.toString();
  }

  set value(value: string) {
    const text = value ?? '';
    if (text !== this.value) {
      this.fromServer = true;
      try {
        this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
      } finally {
        this.fromServer = false;
      }
    }
  }

  /** Under which name the browser keeps what the server does not have yet; what it has there is told. */
  set draftKey(key: string) {
    this.storedUnder = key ? `sql-draft ${key}` : '';
    const kept = this.storedUnder && localStorage.getItem(this.storedUnder);
    if (kept) {
      const detail = JSON.parse(kept);
      setTimeout(() => this.dispatchEvent(new CustomEvent('sql-draft', { detail })));
    }
  }

  /** The server has the text of that send. */
  confirm(send: number) {
    if (send !== this.sends || this.pendingValue !== undefined) {
      this.keepDraft();
    } else if (this.storedUnder) {
      localStorage.removeItem(this.storedUnder);
    }
  }

  private keepDraft() {
    if (this.storedUnder) {
      try {
        localStorage.setItem(this.storedUnder, JSON.stringify({ text: this.value, revision: this.revision }));
      } catch {
        // The browser has no room for it; the server gets it all the same
      }
    }
  }

  set dialect(name: string) {
    this.dialectName = name;
    this.speak();
  }

  /** Columns by table, for completion. */
  set schema(columnsByTable: Record<string, string[]>) {
    this.columnsByTable = columnsByTable ?? {};
    this.speak();
  }

  set placeholder(text: string) {
    this.view.dispatch({ effects: this.hint.reconfigure(placeholder(text ?? '')) });
  }

  set label(text: string) {
    const said = { 'aria-label': text, 'aria-description': LEAVING };
    this.view.dispatch({ effects: this.naming.reconfigure(EditorView.contentAttributes.of(said)) });
  }

  focus() {
    this.view.focus();
  }

  /** Marks the word at an offset, until the text is changed. */
  showError(offset: number, message: string) {
    const length = this.view.state.doc.length;
    const from = Math.min(offset, length);
    const word = /^[\p{L}\p{N}_$]+|^\S/u.exec(this.view.state.sliceDoc(from, from + 200));
    const to = Math.min(length, from + (word ? word[0].length : 1));
    const range = from === to && from > 0 ? { from: from - 1, to } : { from, to };
    this.view.dispatch(setDiagnostics(this.view.state, [{ ...range, severity: 'error', message }]));
    this.view.dispatch({ effects: EditorView.scrollIntoView(range.from, { y: 'nearest' }) });
  }

  clearError() {
    this.view.dispatch(setDiagnostics(this.view.state, []));
  }

  /** Puts text in the place of the selection. */
  insert(text: string) {
    this.view.dispatch(this.view.state.replaceSelection(text), { scrollIntoView: true });
    this.view.focus();
  }

  /** Tells the server to run; used by the keys and by buttons outside. */
  run(all: boolean) {
    closeCompletion(this.view);
    this.sendValue();
    const { from, to, head } = this.view.state.selection.main;
    const detail = { all, value: this.value, from, to, cursor: head };
    this.dispatchEvent(new CustomEvent('sql-run', { detail }));
    return true;
  }

  private speak() {
    this.view.dispatch({ effects: this.language.reconfigure(this.sql()) });
  }

  private sql() {
    return sql({ dialect: dialects[this.dialectName] ?? StandardSQL, schema: this.columnsByTable });
  }

  private freshState(doc: string) {
    return EditorState.create({
      doc,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: 'Mod-Enter', run: () => this.run(false) },
            { key: 'Mod-Shift-Enter', run: () => this.run(true) },
          ]),
        ),
        lineNumbers(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        EditorState.allowMultipleSelections.of(true),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ icons: false }),
        rectangularSelection(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...completionKeymap,
          indentWithTab,
        ]),
        this.language.of(this.sql()),
        this.hint.of(placeholder('')),
        this.naming.of([]),
        look,
        syntaxHighlighting(colors),
        EditorView.lineWrapping,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            this.changed(update.transactions);
          }
        }),
        EditorView.domEventHandlers({ blur: () => this.sendValue() }),
      ],
    });
  }

  private changed(transactions: readonly Transaction[]) {
    if (transactions.some((t) => t.isUserEvent('input') || t.isUserEvent('delete'))) {
      queueMicrotask(() => this.clearError());
    }
    clearTimeout(this.pendingValue);
    if (this.fromServer) {
      this.pendingValue = undefined;
      return;
    }
    this.keepDraft();
    this.pendingValue = setTimeout(() => this.sendValue(), SqlEditor.VALUE_DELAY_MS);
  }

  private sendValue() {
    if (this.pendingValue !== undefined) {
      clearTimeout(this.pendingValue);
      this.pendingValue = undefined;
      this.sends++;
      this.dispatchEvent(new CustomEvent('value-changed'));
    }
  }
}

customElements.define('sql-editor', SqlEditor);
