import type { ComponentChildren } from 'preact';

/** A heading; numbers stand to the right. */
export type Column = string | { readonly number: string };

/** A table that scrolls by itself where it does not fit. */
export function DataTable({ label, columns, kind = '', children }: DataTableProps) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table class={kind}>
        <Headings columns={columns} />
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

interface DataTableProps {
  /** For those who hear it. */
  readonly label: string;
  readonly columns: readonly Column[];
  /** Class of the table. */
  readonly kind?: string;
  /** Its rows. */
  readonly children: ComponentChildren;
}

/** The head of a table, for those that stand in something else than a page. */
export function Headings({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) =>
          typeof column === 'string' ? (
            <th key={column} scope="col">
              {column}
            </th>
          ) : (
            <th key={column.number} scope="col" class="number">
              {column.number}
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}
