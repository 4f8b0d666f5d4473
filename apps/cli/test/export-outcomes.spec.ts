import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { openDecisionLog } from '@tiebreak/decision-log';
import { probability } from '@tiebreak/interpretation';
import type { LoggedDecision } from '@tiebreak/live-calibration';
import { tiebreak, Workspace } from './tiebreak';

const NOON = Date.UTC(2026, 0, 1, 12);
const workspace = new Workspace();
const place = workspace.path('decisions.db');
const out = workspace.path('outcomes.jsonl.gz');

afterAll(() => {
  workspace.remove();
});

function decisionOf(requestId: string, utterance: string | undefined): LoggedDecision {
  const p = probability(0.5);
  const scored = (id: string, value: string) => ({
    hypothesis: {
      ...{ id, domain: 'Music', intent: 'PlayMusic', slots: [{ name: 'track', value, entityId: '' }] },
      ...{ scores: { domain: p, intent: p, ner: p }, signals: {} },
    },
    ...{ score: p, bundleScore: p, fallback: false },
  });
  return {
    ...{ requestId, decidedAt: NOON, utterance, locale: 'en-US', context: { device: 'phone', attributes: {} } },
    hypotheses: [scored('a', utterance === undefined ? 'redacted-1' : 'thriller'), scored('b', 'redacted-2')],
    ...{ models: {}, decision: { kind: 'act', options: ['a'], probabilityRight: p } },
  };
}

describe('export-outcomes', () => {
  it('writes what is known to be right as lines that evaluate reads, and says what has no words', async () => {
    const log = await openDecisionLog(place);
    const report = { rightHypothesisId: '', wrongHypothesisIds: [], noneRight: false, occurredAt: NOON };
    await log.write([decisionOf('words', 'play thriller'), decisionOf('none', 'x'), decisionOf('hidden', undefined)]);
    await log.write([decisionOf('declined', 'y'), decisionOf('unreported', 'z')]);
    await log.record({ ...report, requestId: 'words', rightHypothesisId: 'a' });
    await log.record({ ...report, requestId: 'none', noneRight: true });
    await log.record({ ...report, requestId: 'hidden', rightHypothesisId: 'b' });
    await log.record({ ...report, requestId: 'declined', wrongHypothesisIds: ['a'] });
    await log.close();

    const { code, stdout, stderr } = await tiebreak(['export-outcomes', '--log', place, '--out', out, '--json']);
    expect({ code, said: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      said: { outcomes: 4, lines: 2, redacted: 1 },
    });
    expect(stderr).toContain('1 of the lines are redacted');
    const lines = gunzipSync(readFileSync(out)).toString('utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { id: 'words', utterance: 'play thriller', truth: { domain: 'Music', slots: [{ value: 'thriller' }] } },
      { id: 'hidden', utterance: 'redacted', truth: { domain: 'Music', slots: [{ value: 'redacted-2' }] } },
    ]);
    expect((await tiebreak(['evaluate', '--data', out, '--baseline', 'product'])).code).toBe(0);
  });

  it('refuses a log that is not there, and writes nothing', async () => {
    const { code, stderr } = await tiebreak(['export-outcomes', '--log', workspace.path('no.db'), '--out', out]);
    expect(code).toBe(1);
    expect(stderr).toContain('expected a SQLite file that an aggregator keeps its decisions in, got no file');
  });
});
