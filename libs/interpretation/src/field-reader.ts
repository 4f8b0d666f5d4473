import { LIMITS } from './limits';

/** What is wrong with one field of a message, a file or a request. */
export interface Violation {
  /** Path of the field, e.g. `hypotheses[3].slots[0].end`. */
  readonly field: string;
  /** What would have been right. */
  readonly expected: string;
  /** What came, shortened. */
  readonly actual: string;
}

/** Either the value read, or everything that is wrong with it. */
export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly violations: readonly Violation[] };

/** An object whose fields are yet to be checked: decoded JSON, or a decoded protobuf message. */
export type Fields = Readonly<Record<string, unknown>>;

/** A number as JSON writes it, or one of the names that proto3 JSON adds. */
const NUMBER_AS_TEXT = /^(-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?|-?Infinity)$/;

/** Enough for a user to see the pattern; the rest would only be more of the same. */
const MOST_VIOLATIONS = 20;

/** A path shows this much of a key: names that the caller made up can be as long as a message. */
const LONGEST_KEY = 60;
const WHOLE_TEXT = 'well-formed Unicode';

/**
 * Reads the fields of a message and collects what is wrong, instead of stopping at the first error.
 *
 * One reader serves decoded protobuf messages and proto3 JSON alike: it accepts lowerCamelCase and
 * original field names, defaults written or left out, and doubles written as strings. Unknown fields are ignored.
 * After a violation it returns a harmless value, so reading goes on; the caller discards the result.
 */
export class FieldReader {
  readonly violations: Violation[] = [];
  private readonly path: (string | number)[] = [];

  /** Runs `read` with `key` added to the path of every violation it reports. */
  within<T>(key: string | number, read: () => T): T {
    this.path.push(key);
    const value = read();
    this.path.pop();
    return value;
  }

  /** Reports a violation of `key` in the present path. */
  reject(key: string | number | undefined, expected: string, actual: unknown): void {
    if (this.violations.length >= MOST_VIOLATIONS) return;
    const path = key === undefined ? this.path : [...this.path, key];
    this.violations.push({ field: describePath(path), expected, actual: describeValue(actual) });
  }

  /** The finished reading: the value only if nothing was rejected. */
  finish<T>(value: T): Reading<T> {
    return this.violations.length === 0 ? { ok: true, value } : { ok: false, violations: this.violations };
  }

  /** The root of a message, or an object inside one. */
  object(source: unknown, key?: string | number): Fields {
    if (isFields(source)) return source;
    this.reject(key, 'an object', source);
    return {};
  }

  /** A string of at most `longest` UTF-16 code units; absent is empty, which `required` refuses. */
  text(source: Fields, key: string, longest: number, required: 'required' | 'optional'): string {
    const value = get(source, key) ?? '';
    if (typeof value !== 'string') {
      this.reject(key, 'a string', value);
      return '';
    }
    // JSON can escape half a character, which protobuf could not carry on.
    if (!value.isWellFormed()) this.reject(key, WHOLE_TEXT, value);
    if (value.length > longest) this.reject(key, `at most ${longest} characters`, `${value.length} characters`);
    if (value === '' && required === 'required') this.reject(key, 'a non-empty string', get(source, key));
    return value;
  }

  /**
   * A double, or undefined when absent. proto3 JSON may write it as a string. NaN stands for what is no number,
   * so that the caller's check of the range refuses it with its own words.
   */
  double(source: Fields, key: string): number | undefined {
    const value = get(source, key) ?? undefined;
    if (value === undefined || typeof value === 'number') return value;
    return typeof value === 'string' && NUMBER_AS_TEXT.test(value) ? Number(value) : NaN;
  }

  /** A whole number from 0 to 2^32 - 1, or undefined when absent. */
  uint32(source: Fields, key: string): number | undefined {
    const value = this.double(source, key);
    if (value === undefined || (Number.isInteger(value) && value >= 0 && value < 2 ** 32)) return value;
    this.reject(key, 'a whole number from 0 to 4294967295', get(source, key));
    return undefined;
  }

  /** A flag; absent is false. */
  flag(source: Fields, key: string): boolean {
    const value = get(source, key) ?? false;
    if (typeof value === 'boolean') return value;
    this.reject(key, 'true or false', value);
    return false;
  }

  /** A list of at most `most` elements, read one by one; absent is empty. */
  list<T>(source: Fields, key: string, most: number, read: (element: unknown, index: number) => T): T[] {
    const value = get(source, key) ?? [];
    if (!Array.isArray(value)) {
      this.reject(key, 'a list', value);
      return [];
    }
    if (value.length > most) {
      this.reject(key, `at most ${most} elements`, `${value.length} elements`);
      return [];
    }
    // Requests are made of lists: without a closure for each element this takes half the time.
    this.path.push(key);
    const elements = value.map((element: unknown, i) => {
      this.path.push(i);
      const one = read(element, i);
      this.path.pop();
      return one;
    });
    this.path.pop();
    return elements;
  }

  /** A map with string keys and at most `most` entries; absent is empty. */
  map<T>(source: Fields, key: string, most: number, read: (entries: Fields, key: string) => T): Record<string, T> {
    const entries = this.object(get(source, key) ?? {}, key);
    const keys = Object.keys(entries);
    if (keys.length === 0) return {};
    if (keys.length > most) {
      this.reject(key, `at most ${most} entries`, `${keys.length} entries`);
      return {};
    }
    return this.within(key, () =>
      Object.fromEntries(
        keys.map((name) => {
          if (!name.isWellFormed()) this.reject(name, WHOLE_TEXT, entries[name]);
          if (name === '' || name.length > LIMITS.name) {
            this.reject(name, `a name of 1 to ${LIMITS.name} characters`, `${name.length} characters`);
          }
          return [name, read(entries, name)];
        }),
      ),
    );
  }
}

/** The field under its lowerCamelCase name or, as proto3 JSON also allows, its original one. */
export function get(source: Fields, key: string): unknown {
  if (Object.hasOwn(source, key)) return source[key];
  const original = originalName(key);
  return original !== key && Object.hasOwn(source, original) ? source[original] : undefined;
}

function originalName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describePath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    const name = shorten(key, LONGEST_KEY).toWellFormed();
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 3)}...` : text;
}

/** A value as it would be written, shortened to fit a line. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return shorten(writeJson(value), 80);
  const short = shorten(value, 80);
  return short === '' || short !== value.trim() || !value.isWellFormed() ? JSON.stringify(short) : short;
}

function writeJson(value: unknown): string {
  if (typeof value === 'function' || typeof value === 'symbol') return typeof value;
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the stack, which decoding survives but writing does not.
    return Array.isArray(value) ? 'a list' : 'an object';
  }
}

/** One line a violation: "field: expected ..., got ...". */
export function describeViolation({ field, expected, actual }: Violation): string {
  return `${field === '' ? 'input' : field}: expected ${expected}, got ${actual}`;
}
