import type { Utterance } from './utterance';

/** The prompt of commands that take data: at the start of a line, which does not end (A76XX FTP(S) note page 12). */
export const prompt: Utterance = { kind: 'line', role: 'prompt', text: '>', before: '\r\n', after: ' ' };
