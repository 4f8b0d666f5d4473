import type onnxProto from 'onnx-proto';

type Node = onnxProto.onnx.INodeProto;
type Attribute = onnxProto.onnx.IAttributeProto;

/**
 * Whether a node of tree operators (ai.onnx.ml, all versions) holds a tree with a way round in it. ONNX Runtime follows
 * the branches of a row until it meets a leaf, which on such a tree may be never; it checks only that no node is its own
 * child. Two branches that meet in one node are in order: that is how some converters write set membership.
 */
export function hasEndlessTree(node: Node): boolean {
  const branches = branchesOf(node);
  const parents = new Map<string, number>();
  for (const children of branches.values())
    for (const child of children) parents.set(child, (parents.get(child) ?? 0) + 1);
  // Takes away, again and again, nodes that no node leads to; those of a way round remain (Kahn 1962).
  const free = [...branches.keys()].filter((name) => !parents.has(name));
  for (let name = free.pop(); name !== undefined; name = free.pop()) {
    for (const child of branches.get(name) ?? []) {
      const left = parents.get(child)! - 1;
      if (left > 0) parents.set(child, left);
      else {
        parents.delete(child);
        free.push(child);
      }
    }
  }
  return parents.size > 0;
}

/** The children of every branching node by its name; leaves have none, and are listed only as children. */
function branchesOf({ attribute }: Node): Map<string, string[]> {
  const attributes = new Map(attribute?.map((one) => [one.name, one]));
  const yes = integersOf(attributes.get('nodes_truenodeids'));
  const no = integersOf(attributes.get('nodes_falsenodeids'));
  const nodes = integersOf(attributes.get('nodes_nodeids'));
  const branches = new Map<string, string[]>();
  if (nodes.length > 0) {
    const trees = integersOf(attributes.get('nodes_treeids'));
    const modes = attributes.get('nodes_modes')?.strings?.map((mode) => Buffer.from(mode).toString('latin1')) ?? [];
    nodes.forEach((node, i) => {
      if (modes[i] === 'LEAF') return;
      const tree = trees[i] ?? '';
      branches.set(`${tree}:${node}`, [`${tree}:${yes[i] ?? ''}`, `${tree}:${no[i] ?? ''}`]);
    });
    return branches;
  }
  // Since version 5 of the operators, nodes are named by their place, and leaves are listed apart.
  const yesIsLeaf = integersOf(attributes.get('nodes_trueleafs'));
  const noIsLeaf = integersOf(attributes.get('nodes_falseleafs'));
  yes.forEach((child, i) => {
    branches.set(String(i), [
      yesIsLeaf[i] === '1' ? `leaf:${child}` : child,
      noIsLeaf[i] === '1' ? `leaf:${no[i] ?? ''}` : (no[i] ?? ''),
    ]);
  });
  return branches;
}

/** 64-bit integers by their decimal names, which loses none of them. */
function integersOf(attribute: Attribute | undefined): string[] {
  return attribute?.ints?.map(String) ?? [];
}
