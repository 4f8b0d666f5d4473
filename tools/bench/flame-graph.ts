import type { Frame } from './cpu-profile';

const WIDTH = 1_200;
const ROW = 17;
/** Narrower frames are left out with all they called: nobody sees them, and they would be most of the file. */
const NARROWEST = 2;
const CHARACTER = 6.6;

/** Where a frame's code comes from, and the colour of that. */
const SOURCES: readonly (readonly [label: string, pattern: RegExp, colour: string])[] = [
  ['Tiebreak', /^(apps|libs)\//, '#7aa6d8'],
  ['gRPC', /^@grpc\//, '#e8a768'],
  ['Nest and RxJS', /^(@nestjs|rxjs)\//, '#d98494'],
  ['protobuf', /^@bufbuild\//, '#a9c77b'],
  ['ONNX Runtime', /^onnxruntime/, '#b79ad0'],
  ['Node', /^node:/, '#d9cc8b'],
  ['engine and other', /^/, '#c9c9c9'],
];

/** A flame graph: the wider a frame, the longer it took; under each what it called. Hover shows time and place. */
export function flameGraph(root: Frame, title: string): string {
  const boxes: string[] = [];
  let deepest = 0;
  const draw = (frame: Frame, x: number, depth: number): void => {
    const width = (frame.total / root.total) * WIDTH;
    if (width < NARROWEST) return;
    deepest = Math.max(deepest, depth);
    boxes.push(box(frame, { x, depth, width }, root.total));
    let left = x;
    for (const child of frame.children) {
      draw(child, left, depth + 1);
      left += (child.total / root.total) * WIDTH;
    }
  };
  draw(root, 0, 2);
  const height = (deepest + 1) * ROW + 4;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="monospace" font-size="11">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="4" y="13" font-size="13">${escape(title)}</text>`,
    legend(),
    ...boxes,
    '</svg>\n',
  ].join('\n');
}

function box(
  { name, place, total }: Frame,
  { x, depth, width }: { readonly x: number; readonly depth: number; readonly width: number },
  all: number,
): string {
  const fits = Math.floor((width - 4) / CHARACTER);
  const text = name.length <= fits ? name : fits > 3 ? `${name.slice(0, fits - 1)}…` : '';
  const [, , colour] = SOURCES.find(([, pattern]) => pattern.test(place))!;
  const y = depth * ROW;
  return (
    `<g><title>${escape(`${name} ${place} ${((100 * total) / all).toFixed(1)}%`)}</title>` +
    `<rect x="${x.toFixed(1)}" y="${y}" width="${(width - 0.5).toFixed(1)}" height="${ROW - 1}" fill="${colour}"/>` +
    (text === '' ? '' : `<text x="${(x + 2).toFixed(1)}" y="${y + 12}">${escape(text)}</text>`) +
    '</g>'
  );
}

function legend(): string {
  return SOURCES.map(([label, , colour], i) => {
    const x = 4 + i * 150;
    return `<rect x="${x}" y="${ROW + 2}" width="10" height="10" fill="${colour}"/><text x="${x + 14}" y="${ROW + 11}">${label}</text>`;
  }).join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
