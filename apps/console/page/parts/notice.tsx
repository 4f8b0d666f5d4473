import type { ComponentChildren } from 'preact';

/** Something that the reader has to know: what failed, or what is missing. It is read aloud when it comes. */
export function Notice({ kind, children }: { readonly kind: 'error' | 'hint'; readonly children: ComponentChildren }) {
  return (
    <p class={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {children}
    </p>
  );
}
