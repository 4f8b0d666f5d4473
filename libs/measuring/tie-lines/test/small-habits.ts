import type { AskingHabits } from '../src/asking-habits';

/** Two domains, one way that tells them apart and one that does not. */
export const smallHabits: AskingHabits = {
  ways: [
    { words: 'get {title}', domains: { Books: 1, Video: 1 } },
    { words: 'find the [novel] {title} now', domains: { Books: 1 } },
  ],
  devices: { Books: { tablet: 0.75, tv: 0.25 }, Video: { tablet: 0.25, tv: 0.75 } },
  intent: 'Find',
  slots: { title: 'name', kind: 'type' },
};
