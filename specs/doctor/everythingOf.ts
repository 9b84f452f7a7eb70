import { map, take, takeUntil, timer } from 'rxjs';
import type { Emulator, FamilyName } from '../../lib/emulator';
import { FAMILIES } from '../../lib/emulator/families/families';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { virtually } from '../modem/virtually';

/** Readings that change by themselves, and the URL of Quectel's HTTP: it stays until the next one, and can't be emptied. */
const RUNNING = new Set(['+CCLK?', '+QHTTPURL?']);
/** Readings that are no question with `?`. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  sim800: ['+SAPBR=4,1', '+SAPBR=2,1', 'S0?', 'S3?', 'S7?', 'S10?'],
  a7600: ['+CGPADDR=1', 'S0?', 'S7?'],
  sim7600: ['+CGPADDR=1', 'S0?', 'S7?'],
  quectel: [
    ...['+QICSGP=1', '+QURCCFG="urcport"', 'S0?', 'S7?'],
    ...['contextid', 'requestheader', 'responseheader', 'sslctxid', 'contenttype'].map(
      (name) => `+QHTTPCFG="${name}"`,
    ),
    ...['account', 'filetype', 'transmode', 'contextid'].map((name) => `+QFTPCFG="${name}"`),
    ...['sslversion', 'seclevel', 'ciphersuite'].map((name) => `+QSSLCFG="${name}",1`),
  ],
};

/** Access points and directories of somebody else. */
const OTHERS_UNUSUAL: Readonly<Record<string, readonly string[]>> = {
  sim800: ['APN","of.another', 'USER","another', 'PWD","word'].map((tag) => `+SAPBR=3,1,"${tag}"`),
  a7600: ['+CGDCONT=1,"IPV4V6","of.another"', '+FSMKDIR=logs', '+FSCD=C:/logs'],
  sim7600: ['+CGDCONT=1,"IPV4V6","of.another"', '+FSMKDIR=logs', '+FSCD=F:/logs'],
  quectel: [
    '+QICSGP=1,3,"of.another","another","word",2',
    ...['contextid",2', 'requestheader",1', 'sslctxid",3', 'contenttype",1'].map(
      (set) => `+QHTTPCFG="${set}`,
    ),
  ],
};

/** Settings that are not made unusual: with another value the modem would not work, or not answer. */
const VITAL = new Set([
  ...[
    '+CFUN',
    '+IPR',
    '+IPREX',
    '+IFC',
    '+ICF',
    '+CSCLK',
    '+QSCLK',
    '+CPIN',
    '+COPS',
    '+CGATT',
    '+CGACT',
    '+CMUX',
    '+CPSI',
  ],
  ...['+CGDCONT', '+NETOPEN', '+HTTPINIT', '+QIACT', '+CCLK', '+CGNSSPWR', '+CGPS', '+CGNSPWR', '+QGPS'],
]);

/** Longer than any of these answers takes. */
const EACH_MS = 50;

/** Writes lines to a modem, one after the other; gives what it said to each. */
export const said = (on: Emulator, lines: readonly string[]): readonly string[] => {
  const answers = lines.map(() => '');
  let at = 0;
  virtually(() => {
    const lined = timer(0, EACH_MS).pipe(
      take(lines.length),
      map((count) => latin1Bytes(`AT${lines[(at = count)] ?? ''}\r`)),
    );
    return on
      .attach(lined)
      .pipe(takeUntil(timer(EACH_MS * (lines.length + 1))))
      .subscribe((bytes) => (answers[at] += latin1(bytes)));
  });
  return answers;
};

const questions = (on: Emulator): readonly string[] => {
  const { commands } = FAMILIES[on.family as FamilyName].vocabulary;
  const heads = commands.map(({ head }) => head);
  return [...new Set(heads.filter((head) => head.endsWith('?') && !RUNNING.has(head)))];
};

/** What every question of the family is answered with, and what is open. */
export const everythingOf = (on: Emulator): Readonly<Record<string, unknown>> => {
  const { state } = on;
  const { echo, verbose, quiet } = state.modem;
  const lines = [...questions(on), ...(OTHERS[on.family] ?? [])];
  return {
    ...Object.fromEntries(said(on, lines).map((answer, at) => [lines[at] ?? '', answer])),
    ...{ echo, verbose, quiet, isOpen: { bearer: state.bearerOpen, http: state.httpOpen } },
  };
};

/** Gives each setting that may have another value another one. */
export const makeUnusual = (on: Emulator): void => {
  const lines = questions(on);
  const others = said(on, lines).flatMap((answer, at) => {
    const name = (lines[at] ?? '').slice(0, -1);
    const [, value] = VITAL.has(name) ? [] : (new RegExp(`\\${name}: ?([^\r]*)`).exec(answer) ?? []);
    const other = value?.replace(/\d+/, (digits) => (digits === '1' ? '0' : '1'));
    return other === undefined || other === value ? [] : [`${name}=${other}`];
  });
  said(on, [...others, ...(OTHERS_UNUSUAL[on.family] ?? [])]);
};
