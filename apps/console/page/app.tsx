import { useEffect } from 'preact/hooks';
import type { FunctionComponent } from 'preact';
import { hrefOf, type PageName, PAGES, route } from './browser/route';
import { theme, THEMES } from './browser/theme';
import { AskPage } from './pages/ask-page';
import { CalibrationPage } from './pages/calibration-page';
import { ExplorerPage } from './pages/explorer-page';
import { ModelsPage } from './pages/models-page';
import { RetrievalPage } from './pages/retrieval-page';

const CONTENTS: Readonly<Record<PageName, { readonly title: string; readonly Page: FunctionComponent }>> = {
  ask: { title: 'Ask', Page: AskPage },
  calibration: { title: 'Calibration', Page: CalibrationPage },
  models: { title: 'Models', Page: ModelsPage },
  retrieval: { title: 'Retrieval', Page: RetrievalPage },
  explorer: { title: 'Explorer', Page: ExplorerPage },
};

/** The console: its pages, and the way between them. Alt and a digit goes to a page. */
export function App() {
  const { title, Page } = CONTENTS[route.value];
  useEffect(() => {
    document.title = `${title} – Tiebreak`;
  }, [title]);
  useEffect(() => {
    addEventListener('keydown', goByKey);
    return () => {
      removeEventListener('keydown', goByKey);
    };
  }, []);
  return (
    <>
      <a class="skip" href="#main" onClick={toMain}>
        Skip to the page
      </a>
      <header class="bar-top">
        <a class="brand" href={hrefOf('ask')}>
          Tiebreak
        </a>
        <nav aria-label="Pages">
          {PAGES.map((page) => (
            <a key={page} href={hrefOf(page)} aria-current={page === route.value ? 'page' : undefined}>
              {CONTENTS[page].title}
            </a>
          ))}
        </nav>
        <ThemeChoice />
      </header>
      <main id="main" tabIndex={-1}>
        <Page key={title} />
      </main>
    </>
  );
}

function ThemeChoice() {
  return (
    <label class="theme">
      <span class="unseen">Colours</span>
      <select
        value={theme.value}
        onChange={({ currentTarget }) => {
          theme.value = THEMES.find((name) => name === currentTarget.value) ?? 'auto';
        }}
      >
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function goByKey(event: KeyboardEvent): void {
  const page = PAGES[Number(event.code.replace('Digit', '')) - 1];
  if (!event.altKey || event.ctrlKey || event.metaKey || page === undefined) return;
  event.preventDefault();
  location.hash = hrefOf(page);
}

/** The address stays that of the page. */
function toMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
