import type { FirmwareQuirks } from '../faults/firmwareQuirks';
import { spokenLine, type Utterance } from '../core/utterance';

/** Applies quirks of firmware after counted bytes: a missing CR LF, a stray `OK`. Holds state: one instance per modem. */
export const vary = ({
  blockBreaks,
  strayOk,
}: Pick<FirmwareQuirks, 'blockBreaks' | 'strayOk'>): ((utterance: Utterance) => readonly Utterance[]) => {
  let afterPayload = false;
  return (utterance) => {
    const glued = afterPayload && !blockBreaks && utterance.kind === 'line' && utterance.role !== 'final';
    afterPayload = utterance.kind === 'bytes' && utterance.role === 'payload';
    const own = glued ? { ...utterance, before: '' } : utterance;
    const stray = strayOk && utterance.kind === 'line' && utterance.role === 'last';
    return stray ? [own, { ...own, ...spokenLine('OK', 'final') }] : [own];
  };
};
