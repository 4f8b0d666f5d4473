import { type CpuProfile, functionTimes, readProfile } from './cpu-profile';
import { flameGraph } from './flame-graph';

const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 6, columnNumber: 2 });

/** main calls work, which calls itself; main also waits. Samples are 2 ms apart. */
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 5] },
    { id: 2, callFrame: frame('main', 'file:///home/me/libs/x/src/main.ts'), children: [3] },
    { id: 3, callFrame: frame('work', 'file:///home/me/node_modules/@grpc/grpc-js/w.js'), children: [4] },
    { id: 4, callFrame: frame('work', 'file:///home/me/node_modules/@grpc/grpc-js/w.js') },
    { id: 5, callFrame: frame('(idle)') },
  ],
  samples: [2, 3, 4, 4, 5, 5, 2],
  timeDeltas: [2_000, 2_000, 2_000, 2_000, 2_000, 2_000, 2_000],
};

describe('a CPU profile', () => {
  it('gives each function its own time and that of what it calls, and leaves waiting out', () => {
    expect(readProfile(profile).total).toBe(10);
    expect(functionTimes(readProfile(profile))).toEqual([
      { name: 'work', place: '@grpc/grpc-js/w.js:7:3', self: 6, total: 6 },
      { name: 'main', place: 'libs/x/src/main.ts:7:3', self: 4, total: 10 },
      { name: '(root)', place: '', self: 0, total: 10 },
    ]);
  });

  it("calls a built app's module by the app, wherever it was built", () => {
    const [root, main, ...rest] = profile.nodes;
    const built = { ...main!, callFrame: frame('main', 'file:///somewhere/else/music/src/main.js') };
    expect(readProfile({ ...profile, nodes: [root!, built, ...rest] }).children[0]!.place).toBe(
      'apps/music/src/main.js:7:3',
    );
  });

  it('from a time on leaves out what was sampled before', () => {
    expect(readProfile(profile, 7).total).toBe(4);
  });
});

describe('a flame graph', () => {
  it('draws each frame as wide as its share of the time, under the one that called it', () => {
    const boxes = [
      ...flameGraph(readProfile(profile), 'a < b').matchAll(
        /<title>(\S+) .*?<rect x="([\d.]+)" y="(\d+)" width="([\d.]+)"/g,
      ),
    ];
    expect(boxes.map(([, name, x, y, width]) => [name, Number(x), Number(y), Number(width)])).toEqual([
      ['(root)', 0, 34, 1199.5],
      ['main', 0, 51, 1199.5],
      ['work', 0, 68, 719.5],
      ['work', 0, 85, 479.5],
    ]);
  });

  it('escapes what stands in it', () => {
    expect(flameGraph(readProfile(profile), 'a < b')).toContain('>a &lt; b<');
  });
});
