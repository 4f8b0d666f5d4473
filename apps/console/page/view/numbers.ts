/** Numbers as people read them. What is missing or not finite is a dash, never a 0. */

const NONE = '–';

/** A share or probability in percent: "82%", "0.4%", "<0.1%", "100%" only when it is 1. @param share in [0, 1] */
export function percent(share: number | null | undefined): string {
  if (!isNumber(share)) return NONE;
  if (share === 0 || share === 1) return `${share * 100}%`;
  if (share < 0.001) return '<0.1%';
  if (share > 0.999) return '>99.9%';
  const digits = share < 0.0995 || share >= 0.995 ? 1 : 0;
  return `${(share * 100).toFixed(digits)}%`;
}

/** Three significant digits, without an exponent from a thousandth to a million. */
export function brief(value: number | null | undefined): string {
  if (!isNumber(value)) return NONE;
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e6)) return minus(value.toExponential(1));
  if (size >= 100) return minus(Math.round(value).toLocaleString('en'));
  return minus(String(Number(value.toPrecision(3))));
}

/** With its sign always: "+0.31", "−1.20". */
export function signed(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  return `${value < 0 && Number(text) !== 0 ? '−' : '+'}${text}`;
}

/** A duration of work: "0.4 ms", "12 ms", "1.3 s". @param ms not negative */
export function duration(ms: number | null | undefined): string {
  if (!isNumber(ms)) return NONE;
  if (ms >= 995) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms < 9.95 ? ms.toFixed(1) : ms.toFixed(0)} ms`;
}

export function count(value: number | null | undefined): string {
  return isNumber(value) ? value.toLocaleString('en') : NONE;
}

/** How long ago, roughly: "just now", "3 min ago", "2 h ago", "5 days ago". Both in milliseconds since 1970. */
export function ago(then: number, now: number): string {
  const seconds = Math.max(0, (now - then) / 1000);
  if (seconds < 45) return 'just now';
  if (seconds < 5_400) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 129_600) return `${Math.round(seconds / 3_600)} h ago`;
  return `${Math.round(seconds / 86_400)} days ago`;
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function minus(text: string): string {
  return text.replace('-', '−');
}
