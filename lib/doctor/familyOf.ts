import { concat, defer, map, type Observable, of, reduce } from 'rxjs';
import type { Profile } from '../dialects/profile';
import { firmwaresOf } from '../families/firmwaresOf';
import { MODEL_NAMES, profileMatch } from '../families/profileOf';
import { identityLine } from '../families/standard/identityLine';
import { type DoctorEvent, type ExaminedModem, failed, passed } from './doctorEvent';
import { isOkAnswer, type LineTalk } from './line/lineTalk';

/** Which family a modem is of, and what is reported of that. */
export interface FoundFamily {
  readonly profile: Profile | undefined;
  readonly modem: ExaminedModem;
  readonly events: Observable<DoctorEvent>;
}

/** Maker, model and revision (27.007 § 5.1 to § 5.3). */
const QUESTIONS = ['AT+CGMI', 'AT+CGMM', 'AT+CGMR'] as const;

/** Asks a modem who it is, without a profile. */
export const familyOf = (talk: LineTalk, baud: number, given: Profile | undefined): Observable<FoundFamily> =>
  concat(...QUESTIONS.map((line) => defer(() => talk.ask(line)))).pipe(
    map((answer) => (isOkAnswer(answer) ? (identityLine(answer.lines, MODEL_NAMES) ?? null) : null)),
    reduce((all: readonly (string | null)[], one) => [...all, one], []),
    map(([manufacturer = null, model = null, firmware = null]) => {
      const match = model === null ? undefined : profileMatch(model);
      const profile = given ?? match?.profile;
      const modem: ExaminedModem = Object.freeze({
        kind: 'modem',
        baud,
        profile: profile?.name ?? null,
        ...{ manufacturer, model, firmware },
      });
      return {
        profile,
        modem,
        events: of(modem, familyCheck(model, given, match), firmwareCheck(modem)),
      };
    }),
  );

const familyCheck = (
  model: string | null,
  given: Profile | undefined,
  match: ReturnType<typeof profileMatch>,
): DoctorEvent => {
  if (given && given !== match?.profile)
    return passed('family', `${model ?? 'a modem without a name'}: profile ${given.name}, as you say`);
  if (model === null)
    return failed(
      'family',
      'the modem does not say what it is (AT+CGMM)',
      'name its family with --profile; rxmodem send AT+CGMM shows what it answers',
    );
  if (!match)
    return failed(
      'family',
      `the modem calls itself ${model}, and no profile of this library fits`,
      'name the nearest profile with --profile, or write a family: docs/guide/authors.md',
    );
  const { profile, isNearest } = match;
  return passed(
    'family',
    isNearest ? `${model}: ${profile.name} is the nearest profile` : `${model}: profile ${profile.name}`,
  );
};

/** The revision, and what is known of it. */
const firmwareCheck = ({ profile, model, firmware }: ExaminedModem): DoctorEvent => {
  const known = profile === null ? [] : firmwaresOf(profile, model, firmware).map(({ does }) => does);
  return passed('firmware', [firmware ?? 'the modem does not tell its revision', ...known].join('; '));
};
