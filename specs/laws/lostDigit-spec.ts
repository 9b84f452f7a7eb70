import { map } from 'rxjs';
import { a7600, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { type Origin, simulatedWeb } from '../../lib/emulator';
import { everyNth } from '../helpers/thin';
import { PAGE } from '../modem/desk';
import { line as spoken } from '../modem/scripted';
import { BODY, ECHO_PAGE, SECURE_PAGE } from './flowDesk';
import { type FlowCase, flowsOf } from './flows';
import type { Meddled } from './sweep/meddling';
import { type Swept, swept } from './sweep/swept';

/*
 * Law: no length is believed that a damaged line changed. Each line that states how long a body or a file is loses a digit, or gains
 * one, while the server states no length, and the same question is answered, refused or silent from then on. No flow is done with other
 * bytes than on a clean line, and no error says that bytes came which did not (law L6).
 */

/** Flows that bring bytes. */
const BRINGS = /^(http\.(get|post|put)|ftp\.(get,|list)|files\.read)/;
/** A result that has only been reported, with no body to count: the file on the modem is whole. */
const REPORTS = / to a file$/;

/** The pages of the laws, whose servers state no length. */
const chunked: Origin = (request) =>
  simulatedWeb({ [PAGE]: BODY, [SECURE_PAGE]: BODY, [ECHO_PAGE]: ({ body }) => body })(request).pipe(
    map((response) => ({
      ...response,
      headers: [
        ...response.headers.filter(([name]) => name !== 'Content-Length'),
        ['Transfer-Encoding', 'chunked'] as const,
      ],
    })),
  );

/** The length at the end of a line: of the body, or of a file with the head in front. Not the status of a Quectel's result. */
const LENGTH = /(?<!\+QHTTP\w+: \d+)([,:] ?)([1-9])(\d)(\d)(?=\r)/;
/** A digit is lost, or two; or there is one more. */
const DAMAGED = ['$1$2$3', '$1$2$4', '$1$3$4', '$10', '$1$2$3$40'] as const;
/** How the same question is answered from then on. */
const LATER: Readonly<Record<string, Meddled | undefined>> = {
  answered: undefined,
  refused: { says: [spoken('ERROR')] },
  silent: { says: [] },
};

const run = (profile: Profile, flow: FlowCase, meddle?: Parameters<typeof swept>[2]): Swept =>
  swept(profile, flow, meddle, { origin: chunked });

/** The command lines of a flow whose answer states the length, and how the flow fares on a clean line. */
const statersOf = (profile: Profile, flow: FlowCase) => {
  const said = new Map<string, string>();
  const clean = run(profile, flow, ({ line }) => ({
    isHeard: true,
    passes: (text) => (said.set(line, (said.get(line) ?? '') + text), text),
  }));
  return {
    clean,
    lines: [...said].flatMap(([line, text]) => (LENGTH.test(text) ? [line] : [])),
  };
};

interface Case {
  readonly flow: FlowCase;
  /** What comes of the flow on a clean line. */
  readonly right: string;
  /** The command line whose answer loses a digit. */
  readonly stater: string;
  readonly other: string;
  readonly later: string;
}

const casesOf = (profile: Profile): readonly Case[] =>
  flowsOf(profile)
    .filter(({ title }) => BRINGS.test(title) && !REPORTS.test(title))
    .flatMap((flow) => {
      const { clean, lines } = statersOf(profile, flow);
      return lines.flatMap((stater) =>
        DAMAGED.flatMap((other) =>
          Object.keys(LATER).map((later): Case => ({ flow, right: clean.result, stater, other, later })),
        ),
      );
    });

/** Whether an error says that another number of bytes came than the flow gave. */
const saysOther = ({ message, result }: Swept): boolean => {
  const [, came] = /bytes were announced, but (\d+) came/.exec(message) ?? [];
  const { bytes } = JSON.parse(result) as { readonly bytes: string };
  return came !== undefined && Number(came) !== bytes.length / 2;
};

/** Names a case that goes wrong. */
const wrongIn = (profile: Profile, { flow, right, stater, other, later }: Case): readonly string[] => {
  let count = 0;
  const one = run(profile, flow, ({ line }) => {
    if (line !== stater) return undefined;
    count += 1;
    if (count > 1) return LATER[later];
    return { isHeard: true, passes: (text) => text.replace(LENGTH, other) };
  });
  const { end, result, message } = one;
  const isWrong = end === 'open' || (end === 'completed' && result !== right) || saysOther(one);
  return isWrong
    ? [`${flow.title}: ${stater}: ${other.replaceAll('$1', '')}, then ${later}: ${end} ${message}`]
    : [];
};

describe.each([sim800, a7600, sim7600, quectel])('a length that lost a digit on a $title', (profile) => {
  it('is no reason to be done with other bytes', () => {
    const cases = casesOf(profile);
    const wrong = everyNth(4, cases).flatMap((one) => wrongIn(profile, one));

    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(100);
  });
});
