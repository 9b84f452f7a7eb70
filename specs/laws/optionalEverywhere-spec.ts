import { a7600, type Profile, quectel, sim7600, sim800 } from '../../lib';
import type { FlowCase } from './flows';
import { strike, strikesOf, type Struck } from './sweep/ways';

// Laws L1 and L6 over every command of every flow: what is comfort may fail, and what is not fails with a message that fits.

/** Flows that only ask: each answer is `null`, or assumed, where it does not come. */
const ASKING = /^(identify|health|refresh)$/;
/** The way to the network asks, too. */
const STATE = /^AT\+(CPIN|CSQ|CREG|CGREG|CEREG|CPSI|CGATT|QNWINFO)\b/;

/** What a flow asks or sets for comfort. A flow that is about the answer itself is an exception. */
const COMFORT: readonly { readonly line: RegExp; readonly except?: RegExp }[] = [
  { line: /^AT\+SAPBR=(2,1$|3,1,"Contype")/, except: /^ready$/ },
  { line: /^AT\+HTTP(HEAD|GETHEAD=1|TERM)$/, except: /^http\.head$/ },
  { line: /^AT\+HTTPPARA="SSLCFG"/ },
  { line: /^AT\+FTP(STATE|MODE=1|SSL=0|EXTPUT=0|EXTGET=0|QUIT|SIZE)$/, except: /^(ftp\.size|modem\.send)/ },
  { line: /^AT\+CGACT(\?|=1,1)$/, except: /^ready$/ },
  { line: /^AT\+CSSLCFG=/ },
  { line: /^AT\+CFTPS(MODE|SIZE|LOGOUT|STOP)\b/, except: /^ftp\.(size|append)$/ },
  { line: /^AT\+(CIPSTATUS|CIPQSEND=1|CIPSSL=0|CSTT\?|CIPSEND\?|NETOPEN\?|CIPCFG=)/ },
  { line: /^AT\+(CIPCLOSE|CCHCLOSE|SERVERSTOP)=|^AT\+CIPSERVER=0/ },
  { line: /^AT\+CCERTLIST$/, except: /^certificates\.list$/ },
  { line: /^AT\+(CPMS(=\?|\?)|CNMI(=|\?)|CMMS)/ },
  { line: /^AT\+(CSCS(\?|="IRA")|CPBS(\?|="SM")|CPBR=\?)$/ },
];

const isComfort = (text: string, { title }: FlowCase): boolean =>
  (ASKING.test(title) && text !== 'AT') ||
  (title === 'ready' && STATE.test(text)) ||
  COMFORT.some(({ line, except }) => line.test(text) && !except?.test(title));

const nameOf = ({ flow, line, way }: Struck): string => `${flow.title}: ${line} ${way}`;
/** What the device answers is comfort itself: only that there are answers counts. A clock that is asked seconds later shows a later time. */
const resultOf = ({ flow }: Struck, result: string): string =>
  ASKING.test(flow.title) || flow.title === 'ready' ? '' : result.replace(/"at":"[^"]*"/g, '"at"');
/** A SIM that is refused with a code is not ready. */
const isNotReady = ({ flow, line, way }: Struck): boolean =>
  flow.title === 'ready' && line === 'AT+CPIN?' && /code|words/.test(way);

describe.each([
  { profile: sim800, every: 1 },
  { profile: a7600, every: 1 },
  { profile: sim7600, every: 4 },
  { profile: quectel, every: 2 },
])('on a $profile.title', ({ profile, every }) => {
  const comforts = strikesOf(profile, {
    every,
    wants: isComfort,
  }).filter((struck) => !isNotReady(struck));
  const needed = strikesOf(profile, {
    every,
    wants: (text, flow) => !isComfort(text, flow),
  });

  it(`law L1: a flow goes on without what is comfort, in ${comforts.length} cases`, () => {
    const offences = comforts.flatMap((struck) => {
      const got = strike(struck);
      const isWell =
        got.end === 'completed' && resultOf(struck, got.result) === resultOf(struck, struck.good.result);
      return isWell ? [] : [`${nameOf(struck)}: ${got.end} ${got.message} ${got.result.slice(0, 80)}`];
    });

    expect(offences).toEqual([]);
    expect(comforts.length).toBeGreaterThan(3);
  });

  it(`law L6: a failure names the command or the modem's words, and the next step, in ${needed.length} cases`, () => {
    expect(needed.flatMap((struck) => misfits(profile, struck))).toEqual([]);
    expect(needed.length).toBeGreaterThan(15);
  });
});

/** Words that say what the modem did: its own, or that there were none. */
const NAMED =
  /ERROR|CME error|did not answer|did not ask|did not come|no more data|does not fit|code \d+|came|lost|refused|no longer|has no address|bearer: closed|the modem has a file|the modem states|has no phonebook|[( ]\+\w+: |the stage after/;
/** A next step stands behind a semicolon. */
const STEP = /; [a-z]/;
const BLAMING = /report it|spelling/;

/** What is wrong with how a flow ended whose command was struck: bytes that are not the server's, or a message that does not fit. */
const misfits = (_: Profile, struck: Struck): readonly string[] => {
  const { end, message, result, endedAt } = strike(struck);
  const name = nameOf(struck);
  if (end === 'completed') {
    // A listing without lines is an answer, too, and an optional answer is known to be optional.
    // A ping without a reply has a result, too.
    const isOwn =
      /list|ls|modem\.send|free|identify|phonebook\.find|sms\.(read|inbox)|calls\.dial|ping/i.test(
        struck.flow.title,
      );
    return isOwn || result === struck.good.result ? [] : [`${name}: ${result.slice(0, 90)}`];
  }
  const isTyped = struck.flow.title === 'modem.sendRaw';
  return [
    // A port that no client connects to is listened on until its reader leaves.
    ...((end === 'open' && struck.flow.title !== 'sockets.listen') || end.startsWith('no ModemError')
      ? [`${name}: ${end}`]
      : []),
    ...(endedAt > 1_200_000 ? [`${name}: took ${endedAt} ms`] : []),
    ...(NAMED.test(message) ? [] : [`${name}: says nothing of the modem: ${message}`]),
    ...(STEP.test(message) ? [] : [`${name}: has no next step: ${message}`]),
    ...(BLAMING.test(message) && !isTyped ? [`${name}: blames the caller: ${message}`] : []),
  ];
};
