import type { FirmwareQuirks } from '../faults/firmwareQuirks';
import { spokenLine, type Utterance } from '../core/utterance';

/** Applies quirks of firmware after counted bytes: a missing CR LF, an empty line, a stray `OK`. Holds state: one instance per modem. */
export const vary = ({
  blockBreaks,
  strayOk,
  blankLines,
}: Pick<FirmwareQuirks, 'blankLines' | 'blockBreaks' | 'strayOk'>): ((
  utterance: Utterance,
) => readonly Utterance[]) => {
  let afterPayload = false;
  /** Whether an empty line stands in front of the result code: the command has it, and its bytes came. */
  let [hasBlank, isBlank] = [false, false];
  return (utterance) => {
    if (utterance.kind === 'begin') {
      const typed = utterance.command.toUpperCase();
      [hasBlank, isBlank] = [blankLines.some((start) => typed.startsWith(start)), false];
    }
    const isFinal = utterance.kind === 'line' && utterance.role === 'final';
    const glued = afterPayload && !blockBreaks && utterance.kind === 'line' && !isFinal;
    afterPayload = utterance.kind === 'bytes' && utterance.role === 'payload';
    isBlank ||= hasBlank && afterPayload;
    const own = glued
      ? { ...utterance, before: '' }
      : isBlank && isFinal
        ? { ...utterance, before: `\r\n${utterance.before}` }
        : utterance;
    const stray = strayOk && utterance.kind === 'line' && utterance.role === 'last';
    return stray ? [own, { ...own, ...spokenLine('OK', 'final') }] : [own];
  };
};
