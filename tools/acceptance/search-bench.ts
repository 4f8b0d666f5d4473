/** What `tiebreak bench search --json` prints. */
export interface SearchBench {
  readonly entities: number;
  readonly rounds: number;
  readonly index: { readonly seconds: number; readonly peakBytes: number };
  readonly subjects: readonly {
    readonly name: string;
    readonly p50Ms: number;
    readonly p99Ms: number;
    readonly rate: number;
    readonly loopP99Ms?: number;
  }[];
  readonly limits: readonly { readonly name: string; readonly value: number; readonly target: number }[];
  readonly candidates: number;
  readonly sentenceEncoder: { readonly firstMs: number; readonly againMs: number };
  readonly peakBytes: number;
}

export function subjectsTable({ subjects }: SearchBench): string[][] {
  return [
    ['', 'p50, ms', 'p99, ms', 'searches a second', 'event loop delay p99, ms'],
    ...subjects.map(({ name, p50Ms, p99Ms, rate, loopP99Ms }) => [
      ...[name, p50Ms.toFixed(2), p99Ms.toFixed(2), rate.toFixed(0)],
      loopP99Ms?.toFixed(1) ?? '',
    ]),
  ];
}

export function limitsTable({ limits }: SearchBench): string[][] {
  return [
    ['', 'value', 'at most'],
    ...limits.map(({ name, value, target }) => [name, value.toFixed(2), String(target)]),
  ];
}
