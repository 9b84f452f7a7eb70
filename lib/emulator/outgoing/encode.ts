import { latin1Bytes } from '../../grammar/latin1';
import type { FirmwareQuirks } from '../faults/firmwareQuirks';
import type { Utterance } from '../core/utterance';

/** Output bytes, and the command line whose answer begins with them. */
export interface Sound {
  readonly bytes: Uint8Array;
  readonly begin?: string;
  /** The channel of the multiplexer; 0 where it is a frame already. Missing outside. */
  readonly channel?: number;
}

const NONE = new Uint8Array(0);

/** Encodes an utterance as bytes. */
export const encode =
  ({ tightColon }: Pick<FirmwareQuirks, 'tightColon'>) =>
  (utterance: Utterance): Sound => {
    const { channel } = utterance;
    const on = channel === undefined ? {} : { channel };
    if (utterance.kind === 'begin') return { bytes: NONE, begin: utterance.command, ...on };
    if (utterance.kind === 'bytes') return { bytes: utterance.bytes, ...on };
    const { text, before, after, role } = utterance;
    const tight = tightColon && role !== 'final' ? text.replace(/^([+*][A-Z0-9_]+): /, '$1:') : text;
    return { bytes: latin1Bytes(`${before}${tight}${after}`), ...on };
  };
