// How long something took and how often it happened, by stretches of time: bars with three marks each, as an SVG.
const WIDTH = 720;
const TIMES = 130;
const RUNS = 30;
const GAP = 10;

const style = `
  :host { display: block; min-width: 0; }
  svg.plot { display: block; width: 100%; height: 11rem; overflow: visible; }
  .grid { stroke: var(--vaadin-border-color-secondary, #8884); stroke-width: 1; vector-effect: non-scaling-stroke; }
  .p95 { fill: var(--chart-first); opacity: 0.35; }
  .p50 { stroke: var(--chart-first); stroke-width: 2; vector-effect: non-scaling-stroke; }
  .max { stroke: var(--chart-third); stroke-width: 2; vector-effect: non-scaling-stroke; }
  .runs { fill: var(--chart-second); opacity: 0.7; }
  .hit { fill: transparent; }
  .hit:hover { fill: var(--vaadin-border-color-secondary, #8884); }
  .frame { position: relative; }
  .top { position: absolute; inset-block-start: -1.1rem; inset-inline-end: 0; }
  .top, .ends { font-size: 0.75rem; color: var(--vaadin-text-color-secondary); font-variant-numeric: tabular-nums; }
  .ends { display: flex; justify-content: space-between; margin-top: 0.25rem; }
  ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; margin: 0.25rem 0 0; padding: 0;
    font-size: 0.8125rem; }
  li { display: flex; gap: 0.375rem; align-items: center; }
  li svg { width: 1rem; height: 0.75rem; flex: none; }
`;

/** When it begins, how often, p50, p95 and the longest in milliseconds. */
type Point = [number, number, number, number, number];

/** @property points by time; @property from, to, step in milliseconds */
class TimeChart extends HTMLElement {
  private rows: Point[] = [];
  private begin = 0;
  private end = 1;
  private length = 1;
  private waiting = false;

  set points(rows: Point[]) {
    this.rows = rows ?? [];
    this.later();
  }

  set from(millis: number) {
    this.begin = millis;
    this.later();
  }

  set to(millis: number) {
    this.end = millis;
    this.later();
  }

  set step(millis: number) {
    this.length = millis;
    this.later();
  }

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: 'open' });
    }
    this.draw();
  }

  /** The properties of one change come one by one. */
  private later() {
    if (!this.waiting) {
      this.waiting = true;
      queueMicrotask(() => {
        this.waiting = false;
        this.draw();
      });
    }
  }

  private draw() {
    const root = this.shadowRoot;
    if (!root) {
      return;
    }
    const longest = Math.max(0, ...this.rows.map((row) => row[4]));
    const runs = this.rows.reduce((sum, row) => sum + row[1], 0);
    const top = rounded(Math.max(1, longest));
    const most = Math.max(1, ...this.rows.map((row) => row[1]));
    this.setAttribute('role', 'img');
    this.setAttribute(
      'aria-label',
      `${this.getAttribute('title-text') ?? ''}: ${runs} slow ${runs === 1 ? 'run' : 'runs'}, the longest ${took(longest)}`,
    );
    const height = TIMES + GAP + RUNS;
    root.innerHTML = `<style>${style}</style><div class="frame"><span class="top">${took(top)}</span>
      <svg class="plot" viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none" aria-hidden="true">
      ${[0.5, TIMES / 2, TIMES, height - 0.5].map((y) => `<line class="grid" x1="0" x2="${WIDTH}" y1="${y}" y2="${y}"/>`).join('')}
      ${this.rows.map((row) => this.bar(row, top, most)).join('')}</svg></div>
      <div class="ends"><span>${day(this.begin)}</span><span>${day(this.end)}</span></div>
      <ul><li><svg viewBox="0 0 16 12"><line class="max" x1="0" x2="16" y1="6" y2="6"/></svg>longest</li>
      <li><svg viewBox="0 0 16 12"><rect class="p95" width="16" height="12"/></svg>p95</li>
      <li><svg viewBox="0 0 16 12"><line class="p50" x1="0" x2="16" y1="6" y2="6"/></svg>p50</li>
      <li><svg viewBox="0 0 16 12"><rect class="runs" width="16" height="12"/></svg>slow runs, ${most} at most</li></ul>`;
  }

  private bar([at, count, p50, p95, max]: Point, top: number, most: number): string {
    const span = Math.max(1, this.end - this.begin);
    const wide = Math.max(4, (WIDTH * this.length) / span);
    const x = Math.min(WIDTH - wide, Math.max(0, (WIDTH * (at - this.begin)) / span));
    const inner = { x: (x + wide * 0.1).toFixed(1), end: (x + wide * 0.9).toFixed(1), wide: (wide * 0.8).toFixed(1) };
    const y = (millis: number) => (TIMES - (TIMES * millis) / top).toFixed(1);
    const line = (name: string, millis: number) =>
      `<line class="${name}" x1="${inner.x}" x2="${inner.end}" y1="${y(millis)}" y2="${y(millis)}"/>`;
    const high = (RUNS * count) / most;
    return `<g><rect class="p95" x="${inner.x}" width="${inner.wide}" y="${y(p95)}" height="${((TIMES * p95) / top).toFixed(1)}"/>
      ${line('p50', p50)}${line('max', max)}
      <rect class="runs" x="${inner.x}" width="${inner.wide}" y="${(TIMES + GAP + RUNS - high).toFixed(1)}" height="${high.toFixed(1)}"/>
      <rect class="hit" x="${x.toFixed(1)}" width="${wide.toFixed(1)}" y="0" height="${TIMES + GAP + RUNS}"><title>${day(at)} – ${day(at + this.length)}
${count} slow ${count === 1 ? 'run' : 'runs'}
p50 ${took(p50)}, p95 ${took(p95)}, longest ${took(max)}</title></rect></g>`;
  }
}

/** The next of 1, 2 and 5 times a power of ten. */
function rounded(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (value <= power ? 1 : value <= 2 * power ? 2 : value <= 5 * power ? 5 : 10) * power;
}

function took(millis: number): string {
  return millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(millis < 10_000 ? 1 : 0)} s`;
}

function day(millis: number): string {
  return new Date(millis).toLocaleString(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}

customElements.define('time-chart', TimeChart);

export {};
