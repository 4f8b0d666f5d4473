import type { CalibrationView, DomainPairView, ModelCalibrationView } from '@tiebreak/aggregator-host/views';
import { type Column, DataTable } from '../parts/data-table';
import { LivePage } from '../parts/live-page';
import { Notice } from '../parts/notice';
import { ReliabilityPlot } from '../plots/reliability-plot';
import { calibrationVerdict } from '../view/calibration-verdict';
import { ago, brief, count, percent } from '../view/numbers';

/** Whether scores mean what they say, by the outcomes that came back. */
export function CalibrationPage() {
  return (
    <LivePage<CalibrationView>
      title="Calibration"
      lead="Of the hypotheses that were given a score of 80%, 80% should turn out right, whichever domain they are of. Drawn from outcomes as they come."
      path="/v1/calibration"
      missing="This aggregator has no monitor of live calibration."
    >
      {(view) => <Live view={view} />}
    </LivePage>
  );
}

function Live({ view: { logging, droppedDecisions, models, pairs } }: { readonly view: CalibrationView }) {
  return (
    <>
      {!logging && (
        <Notice kind="hint">
          Decisions are not logged, so outcomes cannot be joined to them: warnings are all that is known.
        </Notice>
      )}
      {droppedDecisions > 0 && (
        <Notice kind="hint">{count(droppedDecisions)} decisions were dropped because the log did not keep up.</Notice>
      )}
      {models.length === 0 && (
        <p class="note">No model has answered yet. Ask something, and say whether it was right.</p>
      )}
      {models.map((model) => (
        <Model key={model.domain + model.digest} model={model} />
      ))}
      {pairs.length > 0 && <Pairs pairs={pairs} />}
    </>
  );
}

function Model({ model }: { readonly model: ModelCalibrationView }) {
  const { domain, modelVersion, digest, outcomes, topOutcomes, reliability, slope, intercept } = model;
  const { detector, priorShift, warning, recalibration } = model;
  const { level, text } = calibrationVerdict(model);
  const id = `model-${domain}-${digest.slice(-8)}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {domain} <small>{modelVersion}</small>
      </h2>
      <p class="note">
        <code title={digest}>{digest.slice(0, 19)}…</code>
      </p>
      <p class={`verdict ${level}`} role={level === 'alarm' ? 'alert' : undefined}>
        {text}
      </p>
      <div class="pair">
        {reliability.length === 0 ? (
          <p class="note">No outcome of a first hypothesis yet, so there is no curve.</p>
        ) : (
          <ReliabilityPlot
            series="models"
            dots={reliability}
            label={`Share right against score for ${domain}: ${reliability.map(({ meanScore, rightShare }) => `${percent(rightShare)} right at ${percent(meanScore)}`).join(', ')}`}
          />
        )}
        <dl class="facts">
          <Fact
            name="Outcomes"
            value={`${count(outcomes)}; drawn are the latest ${count(topOutcomes)} on first hypotheses`}
          />
          <Fact name="Slope, 1 when calibrated" value={brief(slope)} />
          <Fact name="Intercept, 0 when calibrated" value={brief(intercept)} />
          <Fact
            name="Evidence against calibration"
            value={`${brief(detector.statistic)} nats; alarm at ${brief(detector.threshold)}`}
          />
          <Fact
            name="Right, expected and seen"
            value={`${brief(priorShift.expected)} and ${count(priorShift.observed)} (p ${brief(priorShift.pValue)})`}
          />
          <Fact name="Shift of scores" value={`${brief(warning.statistic)}; warning at ${brief(warning.threshold)}`} />
          <Fact
            name="Online recalibration"
            value={
              recalibration.on ? `scale ${brief(recalibration.scale)}, shift ${brief(recalibration.shift)}` : 'off'
            }
          />
          {detector.since !== null && (
            <Fact name="Thought wrong since" value={ago(Date.parse(detector.since), Date.now())} />
          )}
        </dl>
      </div>
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const PAIR_COLUMNS: readonly Column[] = [
  'pair',
  ...['utterances', 'offset, log-odds', 'slope', 'p, corrected', 'would be found from'].map((number) => ({ number })),
];

function Pairs({ pairs }: { readonly pairs: readonly DomainPairView[] }) {
  return (
    <section aria-labelledby="pairs">
      <h2 id="pairs">Between domains</h2>
      <p class="note">
        By utterances on which exactly one of two was right. An offset of 0 says that the two domains’ scores compare.
      </p>
      <DataTable label="Pairs of domains" columns={PAIR_COLUMNS}>
        {pairs.map(({ domains, utterances, offset, slope, adjustedP, detectableOffset }) => (
          <tr key={domains.join()}>
            <th scope="row">{domains.join(' and ')}</th>
            <td class="number">{count(utterances)}</td>
            <td class="number">{brief(offset)}</td>
            <td class="number">{brief(slope)}</td>
            <td class={adjustedP !== null && adjustedP < 0.05 ? 'number bad' : 'number'}>{brief(adjustedP)}</td>
            <td class="number">{brief(detectableOffset)}</td>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}
