import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleRxjs } from './rxjsBundle';

/** Names the folder of what one run of jest makes once, and makes RxJS for it: jest calls this before it starts its workers. */
export default (): void => {
  bundleRxjs();
  process.env['SPECS_FOLDER'] = join(__dirname, '..', '..', 'build', `specs-${process.pid}`);
};

/** The folder of this run. */
export const runFolder = (): string => {
  const folder = process.env['SPECS_FOLDER'];
  if (folder === undefined) throw new Error('SPECS_FOLDER is not set: globalSetup of jest.config.ts sets it');
  return folder;
};

/** Takes the folder away. */
export const removeRunFolder = (): void => rmSync(runFolder(), { recursive: true, force: true });
