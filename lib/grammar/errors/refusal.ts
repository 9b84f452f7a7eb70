import { CME_CODES } from './cmeCodes';
import { CMS_CODES } from './cmsCodes';
import type { Reason } from './reason';
import type { FinalResult } from './resultCodes';

const codeOf = (detail: string, table: Readonly<Record<number, string>>): number | undefined => {
  if (/^\d+$/.test(detail)) return Number(detail);
  const words = detail.toLowerCase();
  const found = Object.entries(table).find(([, text]) => text.toLowerCase() === words);
  return found && Number(found[0]);
};

/** Makes a `Reason` from a final result code other than `OK`. Verbose CME texts (`AT+CMEE=2`) get their code back if it is known. */
export const refusal = (result: FinalResult, command: string): Reason => {
  const { code, detail = '' } = result;
  if (code === '+CME ERROR') return { kind: 'cme', command, code: codeOf(detail, CME_CODES), text: detail };
  if (code === '+CMS ERROR') return { kind: 'cms', command, code: codeOf(detail, CMS_CODES), text: detail };
  return code === 'ERROR' ? { kind: 'refused', command } : { kind: 'ended', command, result: code };
};
