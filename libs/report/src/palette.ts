/** The colours of one scheme, as CSS colours. */
export interface Palette {
  readonly paper: string;
  /** Behind figures that stand out. */
  readonly tint: string;
  readonly text: string;
  /** Text and marks that matter less. */
  readonly muted: string;
  /** Grids and rules that only guide the eye. */
  readonly line: string;
  /** What the models say. */
  readonly models: string;
  /** What R0 says. */
  readonly baseline: string;
}

/**
 * Blue and vermillion in the light, sky blue and orange in the dark: of Okabe and Ito's colours the two pairs that
 * stand out from their paper and from each other for every kind of colour vision.
 * @see Okabe & Ito, "Color Universal Design", 2008
 */
export const LIGHT: Palette = {
  paper: '#fdfcfa',
  tint: '#f5f3ee',
  text: '#1f2328',
  muted: '#5d646c',
  line: '#e3dfd7',
  models: '#0072b2',
  baseline: '#d55e00',
};

export const DARK: Palette = {
  paper: '#15181c',
  tint: '#1d2126',
  text: '#e8e5df',
  muted: '#a3a9b0',
  line: '#31363d',
  models: '#56b4e9',
  baseline: '#e69f00',
};

/** A palette as declarations of custom properties. */
export function customProperties(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}: ${String(colour)};`)
    .join(' ');
}
