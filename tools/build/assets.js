/** What an app reads at run time, beside its code. */
export const ASSETS = ['model', 'registry.json', 'catalogue'];
