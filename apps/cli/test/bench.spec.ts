import { tiebreak } from './tiebreak';

// What it measures, `npm run acceptance -- bench` runs.
describe('tiebreak bench serve', () => {
  it('refuses a folder without bundles of all three domains', async () => {
    const { code, stderr } = await tiebreak(['bench', 'serve', '--models', 'apps/music']);
    expect(code).toBe(1);
    expect(stderr).toContain('apps/music: expected bundles of Books, Video too, got none');
  });
});
