import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

/** A line to type into, with its label above. */
export function TextField({ label, value, change, wide = false, focused = false, ...rest }: TextFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) input.current?.focus();
  }, []);
  return (
    <div class={wide ? 'field wide' : 'field'}>
      <label for={id}>{label}</label>
      <input
        {...rest}
        type="text"
        ref={input}
        id={id}
        value={value}
        onInput={({ currentTarget }) => {
          change(currentTarget.value);
        }}
      />
    </div>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  /** Whether it takes what room there is. */
  readonly wide?: boolean;
  /** Whether one types into it as soon as it is there. */
  readonly focused?: boolean;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly autocomplete?: 'off';
  /** Of a datalist with what may be meant. */
  readonly list?: string;
}

/** One of some, with its label above. */
export function Choice({ label, value, choose, options }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => {
          choose(currentTarget.value);
        }}
      >
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choose: (value: string) => void;
  readonly options: readonly (readonly [value: string, name: ComponentChildren])[];
}
