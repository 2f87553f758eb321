// A few lines that move to the left as values come, once a second. No library: a chart of this kind is an SVG and a ring.
const KEPT = 120;
const WIDTH = 480;
const HEIGHT = 120;

const style = `
  :host { display: block; min-width: 0; }
  svg { display: block; width: 100%; height: 7.5rem; overflow: visible; }
  .grid { stroke: var(--vaadin-border-color-secondary, #8884); stroke-width: 1; vector-effect: non-scaling-stroke; }
  polyline { fill: none; stroke-width: 1.75; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
  .s0 { stroke: var(--chart-first); }
  .s1 { stroke: var(--chart-second); stroke-dasharray: 6 3; }
  .s2 { stroke: var(--chart-third); stroke-dasharray: 1.5 3; stroke-linecap: round; }
  .plot { position: relative; }
  .top { position: absolute; inset-block-start: -0.1rem; inset-inline-end: 0; font-size: 0.75rem;
    color: var(--vaadin-text-color-secondary); font-variant-numeric: tabular-nums; }
  ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; margin: 0.5rem 0 0; padding: 0;
    font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
  li { display: flex; gap: 0.375rem; align-items: center; }
  li svg { width: 1.5rem; height: 0.5rem; flex: none; }
  b { font-weight: 600; }
`;

/** @property series names of at most three lines; @property unit put behind every value */
class LiveChart extends HTMLElement {
  private names: string[] = [];
  private rows: number[][] = [];
  private measure = '';
  private visibility = () => this.seen();

  set series(names: string[]) {
    this.names = names;
    this.draw();
  }

  set unit(text: string) {
    this.measure = text;
    this.draw();
  }

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: 'open' });
    }
    document.addEventListener('visibilitychange', this.visibility);
    this.draw();
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.visibility);
  }

  /** One value for each line. */
  push(...values: number[]) {
    this.rows.push(values);
    this.rows = this.rows.slice(-KEPT);
    this.draw();
  }

  clear() {
    this.rows = [];
    this.draw();
  }

  private seen() {
    const detail = { seen: document.visibilityState === 'visible' };
    this.dispatchEvent(new CustomEvent('live-chart-seen', { detail }));
  }

  private draw() {
    const root = this.shadowRoot;
    if (!root) {
      return;
    }
    const most = Math.max(0, ...this.rows.flat());
    const top = most > 0 ? rounded(Math.max(1e-3, most)) : 1;
    const last = this.rows.at(-1) ?? [];
    const said = this.names.map((name, i) => `${name} ${this.text(last[i] ?? 0)}`);
    this.setAttribute('role', 'img');
    this.setAttribute('aria-label', `${this.getAttribute('title-text') ?? ''}: ${said.join(', ')}`);
    const lines = this.names.map((_, i) => `<polyline class="s${i}" points="${this.points(i, top)}"/>`);
    const legend = this.names.map(
      (name, i) =>
        `<li><svg viewBox="0 0 24 8"><polyline class="s${i}" points="0,4 24,4"/></svg>${name} <b>${this.text(last[i] ?? 0)}</b></li>`,
    );
    root.innerHTML = `<style>${style}</style><div class="plot"><span class="top">${this.text(top)}</span>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      <line class="grid" x1="0" x2="${WIDTH}" y1="0.5" y2="0.5"/><line class="grid" x1="0" x2="${WIDTH}" y1="${HEIGHT / 2}" y2="${HEIGHT / 2}"/>
      <line class="grid" x1="0" x2="${WIDTH}" y1="${HEIGHT - 0.5}" y2="${HEIGHT - 0.5}"/>${lines.join('')}</svg></div>
      <ul>${legend.join('')}</ul>`;
  }

  private points(line: number, top: number): string {
    const step = WIDTH / (KEPT - 1);
    const first = KEPT - this.rows.length;
    return this.rows
      .map((row, i) => `${((first + i) * step).toFixed(1)},${(HEIGHT - (HEIGHT * (row[line] ?? 0)) / top).toFixed(1)}`)
      .join(' ');
  }

  private text(value: number): string {
    const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
    return value.toFixed(digits) + (this.measure ? ` ${this.measure}` : '');
  }
}

/** The next of 1, 2 and 5 times a power of ten, so that the scale does not move with every value. */
function rounded(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (value <= power ? 1 : value <= 2 * power ? 2 : value <= 5 * power ? 5 : 10) * power;
}

customElements.define('live-chart', LiveChart);
