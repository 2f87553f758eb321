// A moment as people say it, seen from now: "3 minutes ago", or the time since: "3 min 12 s". Times.java says it first;
// this goes on as time passes.

const STEPS: [unit: string, ms: number, until: number][] = [
  ['second', 1_000, 60_000],
  ['minute', 60_000, 3_600_000],
  ['hour', 3_600_000, 86_400_000],
  ['day', 86_400_000, 60 * 86_400_000],
  ['month', 30 * 86_400_000, 730 * 86_400_000],
  ['year', 365 * 86_400_000, Infinity],
];

/** How far this machine's clock is before the console's. The least that was seen: the way here takes time too. */
let ahead = Infinity;

const shown = new Set<RelativeTime>();
let ticking: ReturnType<typeof setInterval> | undefined;

function words(ms: number): string {
  const away = Math.abs(ms);
  if (away < 10_000) {
    return 'just now';
  }
  const [unit, length] = STEPS.find(([, , until]) => away < until)!;
  const count = Math.floor(away / length);
  const said = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return ms < 0 ? `in ${said}` : `${said} ago`;
}

function lengthOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes === 0) {
    return `${seconds} s`;
  }
  if (hours === 0) {
    return `${minutes} min ${seconds % 60} s`;
  }
  return days === 0 ? `${hours} h ${minutes % 60} min` : `${days} d ${hours % 24} h`;
}

class RelativeTime extends HTMLElement {
  static observedAttributes = ['moment', 'now'];

  connectedCallback() {
    shown.add(this);
    ticking ??= setInterval(() => shown.forEach((time) => time.tell()), 1_000);
    this.tell();
  }

  disconnectedCallback() {
    shown.delete(this);
    if (shown.size === 0) {
      clearInterval(ticking);
      ticking = undefined;
    }
  }

  attributeChangedCallback(name: string) {
    if (name === 'now') {
      ahead = Math.min(ahead, Date.now() - Number(this.getAttribute('now')));
    }
  }

  tell() {
    const text = this.firstChild;
    const moment = Number(this.getAttribute('moment'));
    if (text instanceof Text && moment && ahead !== Infinity) {
      const passed = Date.now() - ahead - moment;
      const said = this.getAttribute('say') === 'length' ? lengthOf(passed) : words(passed);
      if (text.data !== said) {
        text.data = said;
      }
    }
  }
}

customElements.define('relative-time', RelativeTime);
