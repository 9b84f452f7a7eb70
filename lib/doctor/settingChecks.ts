import { concat, defer, EMPTY, map, mergeMap, type Observable, of } from 'rxjs';
import type { CheckupDialect, SettingCheck } from '../dialects/checkupDialect';
import { type Check, failed, passed } from './doctorEvent';
import { isOkAnswer, type LineTalk } from './line/lineTalk';

const WORDS: Readonly<Record<string, string>> = {
  radio: 'the radio is on',
  flow: 'flow control leaves all bytes whole',
  sleep: 'the modem does not sleep',
  urcs: 'URCs come on this port',
};

/**
 * Reads the settings that keep a modem from working; with `fix` sets right what does no harm, and calls `fixed`. What the modem
 * refuses is no check.
 */
export const settingChecks = (
  talk: LineTalk,
  { settings }: CheckupDialect,
  fix: boolean,
  fixed: () => void,
): Observable<Check> =>
  concat(
    ...settings.map((setting) =>
      defer(() => talk.ask(setting.read)).pipe(
        mergeMap((answer) => {
          const value = valueOf(answer.lines);
          if (!isOkAnswer(answer) || value === undefined) return EMPTY;
          const { name, isRight, seen, advice } = setting;
          if (isRight(value)) return of(passed(name, WORDS[name] ?? value));
          const found = failed(name, seen, advice);
          return fix ? setRight(talk, setting, found, fixed) : of(found);
        }),
      ),
    ),
  );

const setRight = (
  talk: LineTalk,
  { name, fix, seen }: SettingCheck,
  found: Check,
  fixed: () => void,
): Observable<Check> =>
  fix === undefined
    ? of(found)
    : talk.ask(fix).pipe(
        map((answer) => {
          if (!isOkAnswer(answer)) return found;
          fixed();
          return passed(name, `${seen}; set right with ${fix}`);
        }),
      );

/** What stands behind the header. */
const valueOf = (lines: readonly string[]): string | undefined =>
  lines.map((line) => /^\+[A-Z]+:\s*(.*)$/.exec(line)?.[1]).find((value) => value !== undefined);
