import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Vocabulary } from '../../lib/grammar/vocabulary';
import { conversation, type RecordedConversation } from '../../lib/recording/recordedConversation';
import { vocabularyOf } from './definitions';

const FOLDER = join(__dirname, '../transcripts');

/** A family's words, as far as `lib/families/` has them: other families' rooms are left out. */
const OTHERS: Readonly<Record<string, RegExp>> = {
  sim800: /^(?:a7600|sim7600|quectel)\/|\/contextCommands/,
  a7600: /^(?:sim800|sim7600|quectel)\//,
  quectel: /^(?:sim800|a7600|sim7600|simcom)\//,
};

/** A recorded or printed conversation. */
export interface Transcript {
  /** `sim800/3.2-http-get.txt` */
  readonly title: string;
  readonly family: Vocabulary;
  readonly talk: RecordedConversation;
}

/** Every transcript of a family that `specs/transcripts/` holds. */
const transcriptsOf = (family: string, others: RegExp): readonly Transcript[] => {
  const known = vocabularyOf((file) => !others.test(file));
  return readdirSync(join(FOLDER, family))
    .filter((file) => file.endsWith('.txt'))
    .map((file) => ({
      title: `${family}/${file}`,
      family: known,
      talk: conversation(readFileSync(join(FOLDER, family, file), 'latin1')),
    }));
};

export const transcripts: readonly Transcript[] = Object.entries(OTHERS).flatMap(([family, others]) =>
  transcriptsOf(family, others),
);
