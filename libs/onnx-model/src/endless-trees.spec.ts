import fc from 'fast-check';
import { hasEndlessTree } from './endless-trees';

const tree = (ids: Record<string, number[]>, modes: string[] = []) => ({
  attribute: [
    ...Object.entries(ids).map(([name, ints]) => ({ name, ints })),
    ...(modes.length > 0 ? [{ name: 'nodes_modes', strings: modes.map((mode) => Buffer.from(mode)) }] : []),
  ],
});

describe('trees with a way round', () => {
  it('are found wherever a branch leads to a node above it, among any others', () => {
    // Nodes 0 .. n-1 branch to later nodes, n .. are leaves; then one branch is led back to a node on its own way.
    const shapes = fc.integer({ min: 2, max: 12 }).chain((n) =>
      fc.record({
        n: fc.constant(n),
        steps: fc.array(fc.tuple(fc.nat(n), fc.nat(n)), { minLength: n, maxLength: n }),
        back: fc.option(fc.nat(n - 1), { nil: undefined }),
        target: fc.nat(n - 1),
        id: fc.integer({ min: 0, max: 3 }),
      }),
    );
    fc.assert(
      fc.property(shapes, ({ n, steps, back, target, id }) => {
        const yes = steps.map(([step], i) => Math.min(i + 1 + step, 2 * n - 1));
        const no = steps.map(([, step], i) => Math.min(i + 1 + step, 2 * n - 1));
        // The first child of every node is the next one, so that each node lies on the way to all later ones.
        yes.forEach((_, i) => (yes[i] = i + 1));
        const from = back === undefined ? undefined : Math.max(back, target);
        if (from !== undefined) no[from] = target;
        const leaves = Array.from({ length: n }, () => 0);
        const older = tree(
          {
            nodes_treeids: Array.from({ length: 2 * n }, () => id),
            nodes_nodeids: Array.from({ length: 2 * n }, (_, i) => i),
            nodes_truenodeids: [...yes, ...leaves],
            nodes_falsenodeids: [...no, ...leaves],
          },
          [...yes.map(() => 'BRANCH_LEQ'), ...leaves.map(() => 'LEAF')],
        );
        const newer = tree({
          nodes_truenodeids: yes.map((child) => (child >= n ? child - n : child)),
          nodes_falsenodeids: no.map((child) => (child >= n ? child - n : child)),
          nodes_trueleafs: yes.map((child) => Number(child >= n)),
          nodes_falseleafs: no.map((child) => Number(child >= n)),
        });
        expect(hasEndlessTree(older)).toBe(from !== undefined);
        expect(hasEndlessTree(newer)).toBe(from !== undefined);
      }),
    );
  });

  it('are not seen in trees of other numbers', () => {
    const chains = { nodes_treeids: [0, 1, 0, 1], nodes_nodeids: [0, 0, 1, 1] };
    const leaves = { nodes_truenodeids: [1, 1, 0, 0], nodes_falsenodeids: [1, 1, 0, 0] };
    expect(hasEndlessTree(tree({ ...chains, ...leaves }, ['BRANCH_LEQ', 'BRANCH_LEQ', 'LEAF', 'LEAF']))).toBe(false);
  });
});
