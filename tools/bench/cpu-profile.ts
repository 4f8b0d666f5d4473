/** What Node writes with --cpu-prof: the V8 profiler's tree of calls, and at which node each sample was taken. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
      readonly columnNumber: number;
    };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

/** A function as it was called by its parent; the same one stands in the tree once for each way to it. */
export interface Frame {
  readonly name: string;
  /** File and line, as short as they can be told; empty for the engine's own. */
  readonly place: string;
  /** Milliseconds in the function itself. */
  readonly self: number;
  /** Milliseconds in it and in what it called. */
  readonly total: number;
  /** The one that took longest first. */
  readonly children: readonly Frame[];
}

/** The engine's name for time in which the process had nothing to do. */
const IDLE = '(idle)';

/**
 * The tree of calls with times.
 * @param fromMs samples before that are left out, such as those of the start
 */
export function readProfile({ nodes, samples, timeDeltas }: CpuProfile, fromMs = 0): Frame {
  const selfMs = new Map<number, number>();
  let now = 0;
  samples.forEach((id, i) => {
    const ms = timeDeltas[i]! / 1_000;
    now += ms;
    if (now >= fromMs) selfMs.set(id, (selfMs.get(id) ?? 0) + ms);
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const frameOf = (id: number): Frame => {
    const { callFrame, children = [] } = byId.get(id)!;
    const frames = children
      .map(frameOf)
      .filter(({ name, total }) => total > 0 && name !== IDLE)
      .sort((a, b) => b.total - a.total);
    const self = callFrame.functionName === IDLE ? 0 : (selfMs.get(id) ?? 0);
    return {
      name: callFrame.functionName || '(anonymous)',
      place: placeOf(callFrame),
      self,
      total: frames.reduce((sum, { total }) => sum + total, self),
      children: frames,
    };
  };
  return frameOf(nodes[0]!.id);
}

/** What one function took, wherever it was called from. */
export interface FunctionTime {
  readonly name: string;
  readonly place: string;
  readonly self: number;
  readonly total: number;
}

/** All functions, the most time of their own first. A function that calls itself counts once. */
export function functionTimes(root: Frame): FunctionTime[] {
  const times = new Map<string, { name: string; place: string; self: number; total: number }>();
  const visit = (frame: Frame, above: ReadonlySet<string>): void => {
    const key = `${frame.name} ${frame.place}`;
    const entry = times.get(key) ?? { name: frame.name, place: frame.place, self: 0, total: 0 };
    entry.self += frame.self;
    if (!above.has(key)) entry.total += frame.total;
    times.set(key, entry);
    const within = new Set(above).add(key);
    for (const child of frame.children) visit(child, within);
  };
  visit(root, new Set());
  return [...times.values()].sort((a, b) => b.self - a.self);
}

function placeOf({ url, lineNumber, columnNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  if (url === '') return '';
  const path = url
    .replace(/\?.*$/, '')
    .replace(/^.*\/node_modules\//, '')
    .replace(/^.*\/(?=(apps|libs|tools)\/)/, '')
    // Of a built app.
    .replace(/^.*\/(?=[^/]+\/src\/main\.js$)/, 'apps/');
  return `${path}:${lineNumber + 1}:${columnNumber + 1}`;
}
