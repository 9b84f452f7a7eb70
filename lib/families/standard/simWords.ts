import { knownWords } from '../../grammar/codecs/text';

const LOCKS = ['SIM', 'FSIM', 'NET', 'NETSUB', 'SP', 'CORP'].flatMap((lock) =>
  ['PIN', 'PUK'].flatMap((code) => [`PH-${lock} ${code}`, `PH_${lock} ${code}`]),
);
/** States of the SIM: 27.007 § 8.3, and what modems report of it. */
export const simWords = knownWords([
  ...['READY', 'SIM PIN', 'SIM PUK', 'SIM PIN2', 'SIM PUK2', ...LOCKS],
  ...['NOT READY', 'NOT INSERTED', 'SIM REMOVED', 'SIM CRASH', 'SIM ERROR', 'SIM BUSY', 'SIM FAILURE'],
]);
