/** What a hypothesis filled in: names muted, values plain. */
export function Slots({ slots }: { readonly slots: readonly { readonly name: string; readonly value: string }[] }) {
  if (slots.length === 0) return <span class="note">no slots</span>;
  return (
    <span class="slots">
      {slots.map(({ name, value }, i) => (
        <span class="slot" key={i}>
          <i>{name}</i> {value}
        </span>
      ))}
    </span>
  );
}
