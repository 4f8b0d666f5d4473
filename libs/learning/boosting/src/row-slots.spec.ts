import fc from 'fast-check';
import { type SmallTable, smallTable } from '../test/fixed-derivatives';
import { binFeatures } from './bins';
import { columnPicker, rowSlots } from './row-slots';

/** The columns with a set bit, and a table of them alone. */
function part(
  { columns, features }: SmallTable,
  bits: number,
): { chosen: number[]; table: Pick<SmallTable, 'columns' | 'features'> } {
  const chosen = Array.from({ length: columns }, (_, column) => column).filter((column) => bits & (1 << column));
  const kept = features.filter((_, i) => chosen.includes(i % columns));
  return { chosen, table: { columns: chosen.length, features: kept } };
}

it('the slots of some columns are those of a table that has no others', () => {
  fc.assert(
    fc.property(smallTable, fc.integer({ min: 1, max: 15 }), (table, bits) => {
      const { chosen, table: alone } = part(table, bits);
      fc.pre(chosen.length > 0);
      const learned = Int32Array.from({ length: table.features.length / table.columns }, (_, row) => row);
      const pick = columnPicker(rowSlots(binFeatures(table), learned));
      pick(Int32Array.of(0));
      const some = pick(Int32Array.from(chosen));
      const expected = rowSlots(binFeatures(alone), learned);
      const kept = [...some.slots.subarray(0, some.starts.at(-1))];
      expect({ ...some, slots: kept }).toEqual({ ...expected, slots: [...expected.slots] });
    }),
  );
});
