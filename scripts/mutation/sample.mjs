// A plugin of Stryker: tries one in SAMPLE of a room's pieces of code, chosen by their text, so that the same code is tried each time.
// A piece is a part of the syntax tree of up to 300 characters in no other such part; what stands around pieces is always tried.
import { createHash } from 'node:crypto';
import { env } from 'node:process';

const ONE_IN = Number(env.SAMPLE ?? 1);
const MAX_PIECE = 300;
const PLACES = ['loc', 'start', 'end', 'extra'];

const textOf = (node) => JSON.stringify(node, (key, value) => (PLACES.includes(key) ? undefined : value));

const isChosen = (node) => createHash('sha256').update(textOf(node)).digest().readUInt32BE() % ONE_IN === 0;

/** Nodes come from the outside in, file by file: what lies within a chosen piece is not decided again. */
let chosenUntil = 0;
const reasonToIgnore = ({ node }) => {
  if (node.type === 'Program') chosenUntil = 0;
  const { start, end } = node;
  if (start === undefined || start < chosenUntil || end - start > MAX_PIECE) return undefined;
  if (!isChosen(node)) return 'not in the sample';
  chosenUntil = end;
  return undefined;
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'sample', value: { shouldIgnore: reasonToIgnore } }];
