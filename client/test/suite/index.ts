/** The door of the mocha suite, as VS Code's test host calls it. Bundled to one file by `scripts/vscode/suite.ts`. */
import Mocha from 'mocha';
import { languageSuite } from './language.ts';
import { toolsSuite } from './tools.ts';

export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false, reporter: 'spec' });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  languageSuite();
  toolsSuite();
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} tests failed`))));
  });
}
