/** A final result code, which ends a command. */
export interface FinalResult {
  readonly ok: boolean;
  /** `OK`, `ERROR`, `+CME ERROR`, `+CMS ERROR`, `NO CARRIER` … */
  readonly code: string;
  /** The text after the colon of a CME or CMS error, unchanged. */
  readonly detail?: string;
}

/** Result codes that end any command (V.250 § 5.7, SIM800 AT manual V1.09 page 24). */
const ALWAYS: { readonly OK: FinalResult; readonly ERROR: FinalResult } = {
  OK: Object.freeze({ ok: true, code: 'OK' }),
  ERROR: Object.freeze({ ok: false, code: 'ERROR' }),
};

/** The numbers that replace the words after `ATV0` (M800 p 44: there is no 5). */
export const NUMERIC_RESULTS: Readonly<Record<string, string>> = {
  0: 'OK',
  1: 'CONNECT',
  2: 'RING',
  3: 'NO CARRIER',
  4: 'ERROR',
  6: 'NO DIALTONE',
  7: 'BUSY',
  8: 'NO ANSWER',
  9: 'PROCEEDING',
};

const COUNTED = /^(\+CM[ES] ERROR)\s*:\s*(.*)$/;

/** Reads a line as a final result code; `undefined` if it is another line. */
export const finalResult = (line: string): FinalResult | undefined => {
  const always = line === 'OK' ? ALWAYS.OK : line === 'ERROR' ? ALWAYS.ERROR : undefined;
  if (always || !line.startsWith('+CM')) return always;
  const [, code, detail] = COUNTED.exec(line) ?? [];
  return code === undefined ? undefined : Object.freeze({ ok: false, code, detail: detail ?? '' });
};
