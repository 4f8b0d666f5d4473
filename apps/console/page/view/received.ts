/** Whether a field was left out. */
export function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/**
 * What JSON of a message may leave out: writers of proto3 JSON may omit defaults, and an older or newer service may not
 * know a field.
 */
export type Received<T> = T extends readonly (infer Item)[]
  ? readonly Received<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Received<T[Key]> | null | undefined }
    : T;
