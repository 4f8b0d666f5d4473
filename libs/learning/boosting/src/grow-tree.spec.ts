import fc from 'fast-check';
import {
  fixedObjective,
  naiveBestGain,
  naiveGain,
  plainOptions,
  rowsByNode,
  type SmallTable,
  smallTable,
} from '../test/fixed-derivatives';
import { binFeatures, type BoostingOptions, trainBoostedTrees, type Tree } from './index';

const growing = fc.record({
  l2: fc.constantFrom(0, 0.5, 3),
  leastHessian: fc.constantFrom(0, 0.5, 2),
  leaves: fc.integer({ min: 2, max: 12 }),
  depth: fc.integer({ min: 1, max: 4 }),
});

const treeOf = (table: SmallTable, options: Partial<BoostingOptions>): Tree =>
  trainBoostedTrees(binFeatures(table), fixedObjective(table), { ...plainOptions, ...options }).trees[0]!;

const isLeaf = (tree: Tree, node: number) => tree.feature[node] === -1;

function depths({ left, right }: Tree): number[] {
  const found = [0];
  left.forEach((child, node) => {
    if (child === -1) return;
    found[child] = found[node]! + 1;
    found[right[node]!] = found[node]! + 1;
  });
  return found;
}

describe('growing a tree', () => {
  it('splits in two where brute force over all columns and values gains most, or not at all where nothing gains', () => {
    fc.assert(
      fc.property(smallTable, growing, (table, penalties) => {
        const tree = treeOf(table, { ...penalties, leaves: 2 });
        const all = rowsByNode(tree, table)[0]!;
        const most = naiveBestGain(table, all, penalties);
        const gain = isLeaf(tree, 0) ? 0 : naiveGain(table, all, tree.feature[0]!, tree.threshold[0]!, penalties);
        expect(gain).toBeDefined();
        expect(Math.abs(gain! - most)).toBeLessThan(1e-9);
      }),
      { numRuns: 400 },
    );
  });

  it('splits every node where brute force over its rows gains most, until nothing gains', () => {
    fc.assert(
      fc.property(smallTable, growing, (table, { depth, ...penalties }) => {
        const tree = treeOf(table, { ...penalties, depth, leaves: 100 });
        const atDepth = depths(tree);
        rowsByNode(tree, table).forEach((rows, node) => {
          const most = atDepth[node] === depth ? 0 : naiveBestGain(table, rows, penalties);
          const gain = isLeaf(tree, node)
            ? 0
            : naiveGain(table, rows, tree.feature[node]!, tree.threshold[node]!, penalties);
          expect(gain).toBeDefined();
          expect(Math.abs(gain! - most)).toBeLessThan(1e-9);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('splits next the leaf that gains most', () => {
    fc.assert(
      fc.property(smallTable, growing, (table, penalties) => {
        const tree = treeOf(table, penalties);
        if (isLeaf(tree, 0)) return;
        const reached = rowsByNode(tree, table);
        const atDepth = depths(tree);
        // Children are appended in pairs, so that the parent of the last node was split last.
        const last = tree.right.indexOf(tree.right.length - 1);
        const gain = naiveGain(table, reached[last]!, tree.feature[last]!, tree.threshold[last]!, penalties)!;
        const earlier = reached
          .slice(0, -2)
          .filter((_, node) => isLeaf(tree, node) && atDepth[node]! < penalties.depth);
        for (const rows of earlier) {
          expect(naiveBestGain(table, rows, penalties)).toBeLessThan(gain + 1e-9);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives each leaf the share of its Newton step -G / (H + l2) that is learned, and inner nodes 0', () => {
    fc.assert(
      fc.property(smallTable, growing, fc.constantFrom(0.1, 1), (table, penalties, learningRate) => {
        const tree = treeOf(table, { ...penalties, learningRate });
        rowsByNode(tree, table).forEach((rows, node) => {
          const gradient = rows.reduce((sum, row) => sum + table.gradient[row]!, 0);
          const hessian = rows.reduce((sum, row) => sum + table.hessian[row]!, 0);
          const step = isLeaf(tree, node) ? (-learningRate * gradient) / (hessian + penalties.l2) : 0;
          expect(tree.value[node]).toBeCloseTo(step, 12);
        });
      }),
    );
  });

  it('keeps to the leaves, the depth and the hessian that it was allowed, and leaves no node without rows', () => {
    fc.assert(
      fc.property(smallTable, growing, (table, { leastHessian, ...options }) => {
        const tree = treeOf(table, { ...options, leastHessian });
        expect(tree.feature.filter((column) => column === -1).length).toBeLessThanOrEqual(options.leaves);
        expect(Math.max(...depths(tree))).toBeLessThanOrEqual(options.depth);
        for (const rows of rowsByNode(tree, table).slice(1)) {
          expect(rows.length).toBeGreaterThan(0);
          expect(rows.reduce((sum, row) => sum + table.hessian[row]!, 0)).toBeGreaterThanOrEqual(leastHessian);
        }
      }),
    );
  });

  it('puts the first of the hand-worked splits at 1.5: 2^2/2 + 2^2/2 - 0 beats 1^2/1 + 1^2/3', () => {
    const tree = treeOf(
      {
        columns: 1,
        features: Float32Array.of(0, 1, 2, 3),
        gradient: Float64Array.of(1, 1, -1, -1),
        hessian: Float64Array.of(1, 1, 1, 1),
      },
      {},
    );
    expect(tree).toEqual({
      feature: Int32Array.of(0, -1, -1),
      threshold: Float32Array.of(1.5, 0, 0),
      left: Int32Array.of(1, -1, -1),
      right: Int32Array.of(2, -1, -1),
      value: Float64Array.of(0, -1, 1),
    });
  });

  it('does not split rows that are alike but for rounding', () => {
    fc.assert(
      fc.property(smallTable, growing, (table, penalties) => {
        const alike = { ...table, gradient: table.gradient.map(() => 0.1), hessian: table.hessian.map(() => 0.3) };
        expect(treeOf(alike, { ...penalties, leastHessian: 0 }).feature).toHaveLength(1);
      }),
    );
  });

  it('sends rows to both sides of every test although histograms hold rounding where no rows are', () => {
    fc.assert(
      fc.property(smallTable, (table) => {
        const rounded = {
          ...table,
          gradient: table.gradient.map((g) => g / 7),
          hessian: table.hessian.map((h, row) => (row % 2 === 0 ? 0 : h / 7)),
        };
        const tree = treeOf(rounded, { leaves: 40 });
        expect(Math.min(...rowsByNode(tree, rounded).map((rows) => rows.length))).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  it('does not move where the loss does not curve', () => {
    const flat = { columns: 1, features: Float32Array.of(0, 1), gradient: Float64Array.of(1, -3) };
    const tree = treeOf({ ...flat, hessian: new Float64Array(2) }, {});
    expect([...tree.value]).toEqual([0]);
  });
});
