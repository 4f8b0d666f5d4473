// Lints texts as if they were files of the workspace: [{file, text}] on stdin, the rules that each breaks on stdout.
// A process of its own, because ESLint loads its configuration as an ES module, which Jest does not run.
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../../', import.meta.url)),
  // The files do not exist, so no TypeScript program has them; the rules that need one are not what is asked about.
  overrideConfig: tseslint.configs.disableTypeChecked,
});

const broken = [];
for (const file of JSON.parse(await text(process.stdin))) {
  const [{ messages }] = await eslint.lintText(file.text, { filePath: file.file });
  broken.push(messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(broken));
