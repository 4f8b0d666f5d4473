import { signal } from '@preact/signals';
import { EvaluationTable } from '../explorer/evaluation-table';
import { ReportPanel } from '../explorer/report-panel';
import { Notice } from '../parts/notice';
import { type LoadedFile, readReportFile } from '../view/report-file';

/** Larger files are not evaluations. */
const LARGEST_BYTES = 100_000_000;

const loaded = signal<{ readonly name: string; readonly file: LoadedFile } | undefined>(undefined);
const error = signal('');

/** An evaluation of a data set, read from a file: nothing of it leaves the browser. */
export function ExplorerPage() {
  return (
    <>
      <h1>Explorer</h1>
      <p class="lead">
        Look into an evaluation: choose what <code>tiebreak evaluate --json</code> printed, or the{' '}
        <code>report.json</code> that <code>--report</code> writes. The file stays in your browser.
      </p>
      <div
        class="drop"
        onDragOver={(event) => {
          event.preventDefault();
        }}
        onDrop={(event) => {
          event.preventDefault();
          void load(event.dataTransfer?.files[0]);
        }}
      >
        <label for="file">Evaluation, JSON</label>
        <input
          id="file"
          type="file"
          accept=".json,application/json"
          onChange={({ currentTarget }) => void load(currentTarget.files?.[0])}
        />
      </div>
      {error.value !== '' && <Notice kind="error">{error.value}</Notice>}
      {loaded.value !== undefined && (
        <div aria-live="polite">
          <h2>{loaded.value.name}</h2>
          {loaded.value.file.kind === 'evaluation' ? (
            <EvaluationTable evaluation={loaded.value.file.evaluation} />
          ) : (
            <ReportPanel report={loaded.value.file.report} />
          )}
        </div>
      )}
    </>
  );
}

async function load(file: File | undefined): Promise<void> {
  if (file === undefined) return;
  try {
    if (file.size > LARGEST_BYTES) throw new Error(`expected at most ${LARGEST_BYTES} bytes, got ${file.size}`);
    loaded.value = { name: file.name, file: readReportFile(await file.text()) };
    error.value = '';
  } catch (failure) {
    loaded.value = undefined;
    error.value = `${file.name}: ${(failure as Error).message}`;
  }
}
