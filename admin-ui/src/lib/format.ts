const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
const number = new Intl.NumberFormat('en');

/** The time of day, with the day in front unless it is today. */
export function moment(iso: string | null | undefined, now: Date = new Date()): string {
  if (!iso) {
    return '—';
  }
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) {
    return '—';
  }
  return at.toDateString() === now.toDateString() ? clock.format(at) : `${day.format(at)}, ${clock.format(at)}`;
}

/** How long ago, in the largest unit that fits. */
export function ago(iso: string | null | undefined, now: Date = new Date()): string {
  if (!iso) {
    return 'never';
  }
  const seconds = Math.round((now.getTime() - new Date(iso).getTime()) / 1000);
  if (Number.isNaN(seconds)) {
    return '—';
  }
  const steps: [number, string][] = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
  ];
  for (const [size, unit] of steps) {
    if (seconds >= size) {
      return `${Math.floor(seconds / size)} ${unit} ago`;
    }
  }
  return 'just now';
}

export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? '—' : number.format(value);
}

/** "1 message", "2 messages". */
export function counted(value: number | null | undefined, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumFractionDigits: 2 });
const cents = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumSignificantDigits: 2 });

/** US dollars; small sums keep two digits that say something. */
export function dollars(value: number | null | undefined): string {
  if (value === null || value === undefined) {
    return '—';
  }
  return value > 0 && value < 0.1 ? cents.format(value) : money.format(value);
}

const shortTime = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });
const shortDay = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', hour: '2-digit', hour12: false });
const wholeDay = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', hour12: false });

/** When a stretch of so many seconds begins, as exactly as its length asks for. */
export function stretch(start: Date | undefined, seconds: number): string {
  if (!start) {
    return '';
  }
  return (seconds <= 1800 ? shortTime : seconds <= 10_800 ? shortDay : wholeDay).format(start);
}

export function duration(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined) {
    return '—';
  }
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

export function bytes(size: number): string {
  if (size < 1024) {
    return `${size} B`;
  }
  return size < 1024 * 1024 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}

/** `llm_call` as people say it: "LLM call". */
export function words(name: string): string {
  const text = name.replaceAll('_', ' ').replace(/\bllm\b/i, 'LLM').replace(/\bmcp\b/i, 'MCP').replace(/\bai\b/i, 'AI');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A value as a control shows it: nothing for what isn't set, lists with commas, anything else as JSON tells it. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
