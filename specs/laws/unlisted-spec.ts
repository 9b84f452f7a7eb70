import { a7600, health, http, identify, type Profile, quectel, ready, sim7600, sim800 } from '../../lib';
import { PAGE } from '../modem/desk';
import { fullOr } from '../helpers/thin';
import type { FlowCase } from './flows';
import { BRING_UP_LINES, swept } from './sweep/swept';
import { onceFlowsOf } from './sweep/sweptFlows';

// Law L2: what no table has is not known, and not unreadable; quotes, headers, blanks and case never decide.

/** Questions and results whose answers hold values and no counted bytes. */
const ASKED =
  /^AT\+(CPIN\?|CSQ|C(G|E)?REG\?|CPSI\?|CGATT\?|SAPBR=2,1|CGPADDR=1|CGACT\?|FTPSTATE|FTPSIZE|CFTPS(SIZE|START|LOGIN|TYPE|LOGOUT|STOP|DELE|MKD|RMD|GETFILE|PUTFILE)\b|FTP(DELE|MKD|RMD|GETTOFS|PUTFRMFS)|HTTPACTION|HTTPPOSTFILE|HTTPREADFILE|CCID|CICCID|CIMI|CGSN|CBC|FSFLSIZE|FSATTRI|CPMS|CNMI\?|CSCS\?|CPBS\?|CPBR|CPBF|CUSD=1,"\*100|CMG[LR]=|QIACT\?|QFLST|QFLDS|QFOPEN|QCCID|QNWINFO|QCSQ|QHTTP(GET|POSTFILE|PUTFILE|READFILE)|QFTP(OPEN|CLOSE|SIZE|DEL|MKDIR|RMDIR)\b|QIDNSGIP|QPING|QISTATE|QLTS|QNTP|QI(RD|SEND)=\d+,0$|Q(SSLSTATE|IOPEN|SSLOPEN|ISDE|ICLOSE|SSLCLOSE)=|QIGETERROR)/;

const HEADER = /(\r\n)(\+[A-Z]+)(: ?)([^\r]*)(?=\r\n)/g;
const eachLine = (change: (head: string, fields: string) => string) => (text: string) =>
  text.replace(HEADER, (_, start: string, head: string, __, fields: string) => start + change(head, fields));
/** Fields with quotes around each, or around none. */
const quoted = (fields: string): string =>
  fields
    .split(',')
    .map((field) => (field === '' || field.includes('"') ? field : `"${field}"`))
    .join(',');

const VARIANTS: Readonly<Record<string, (text: string) => string>> = {
  'with quotes around every value': eachLine((head, fields) => `${head}: ${quoted(fields)}`),
  'without quotes': eachLine((head, fields) => `${head}: ${fields.replaceAll('"', '')}`),
  'without a blank behind the colon': eachLine((head, fields) => `${head}:${fields}`),
  'with blanks around everything': eachLine(
    (head, fields) => `${head} :  ${fields.replaceAll(',', ' , ')}  `,
  ),
  'with a header in small letters': eachLine((head, fields) => `${head.toLowerCase()}: ${fields}`),
};

const deviceFlows: readonly FlowCase[] = [
  { title: 'identify', run: (modem) => identify(modem) },
  { title: 'health', run: (modem) => health(modem) },
  { title: 'ready', run: (modem) => ready(modem, { apn: 'internet' }) },
];

interface Case {
  readonly profile: Profile;
  readonly flow: FlowCase;
  readonly variant: string;
}

const spelled = ({ profile, flow, variant }: Case): readonly string[] => {
  const good = swept(profile, flow);
  const change = VARIANTS[variant] as (text: string) => string;
  const got = swept(profile, flow, ({ line: text, at }) =>
    at >= BRING_UP_LINES && ASKED.test(text) ? { isHeard: true, passes: change } : undefined,
  );
  return got.end === 'completed' && got.result === good.result
    ? []
    : [`${flow.title} ${variant}: ${got.end} ${got.message}\n${got.result}\n${good.result}`];
};

/** Values that no table has, in place of those that the modem gives. */
const UNLISTED: readonly { readonly at: RegExp; readonly from: RegExp; readonly to: string }[] = [
  { at: /^AT\+SAPBR=2,1/, from: /(\+SAPBR: 1,)\d/, to: '$197' },
  { at: /^AT\+FTPSTATE/, from: /(\+FTPSTATE: )\d/, to: '$197' },
  { at: /^AT\+HTTPSTATUS/, from: /(\+HTTPSTATUS: \w+,)\d/, to: '$197' },
  { at: /^AT\+HTTPSTATUS/, from: /(\+HTTPSTATUS: )\w+/, to: '$1PATCH' },
  { at: /^AT\+CGACT\?/, from: /(\+CGACT: 1,)\d/, to: '$197' },
  { at: /^AT\+QIACT\?/, from: /(\+QIACT: 1,1,)\d/, to: '$197' },
  { at: /^AT\+CBC/, from: /(\+CBC: )\d/, to: '$197' },
  { at: /^AT\+COPS\?/, from: /(\+COPS: )\d/, to: '$197' },
  { at: /^AT\+CPSI\?/, from: /(\+CPSI: )[^,]*/, to: '$1NR5G_SA' },
  { at: /^AT\+CFTPSMODE/, from: /OK/, to: '+CFTPSMODE: 97\r\n\r\nOK' },
  { at: /^AT\+CPMS\?/, from: /(\+CPMS: )"\w+"/, to: '$1"XY"' },
  { at: /^AT\+CPMS=\?/, from: /\("SM"/, to: '("XY","SM"' },
  { at: /^AT\+CNMI\?/, from: /(\+CNMI: )\d/, to: '$197' },
  { at: /^AT\+CSCS\?/, from: /"\w+"/, to: '"8859-97"' },
  { at: /^AT\+CPBR/, from: /,129,/, to: ',97,' },
  { at: /^AT\+CLCC/, from: /(\+CLCC: \d,\d,\d,)0/, to: '$197' },
  { at: /^AT\+CUSD/, from: /,15\r/, to: ',97\r' },
  { at: /^AT\+QIACT\?/, from: /(\+QIACT: 1,1,)\d/, to: '$197' },
  { at: /^AT\+QISTATE/, from: /(\+QISTATE: [^\r]*),\d,/, to: '$1,97,' },
  { at: /^AT\+QFLST/, from: /"(?=[a-z])/, to: '"XYZ:' },
];

describe.each([
  { profile: sim800, every: 1 },
  { profile: a7600, every: 1 },
  { profile: sim7600, every: fullOr(1, 3) },
  { profile: quectel, every: 1 },
])('law L2 on a $profile.title', ({ profile, every }) => {
  const flows = [...deviceFlows, ...onceFlowsOf(profile)];
  const cases = flows
    .flatMap((flow) => Object.keys(VARIANTS).map((variant) => ({ profile, flow, variant })))
    .filter((_, at) => at % (every * fullOr(2, 4)) === 0);

  it(`quotes, headers, blanks and case never decide, in ${cases.length} cases`, () => {
    expect(cases.flatMap(spelled)).toEqual([]);
    expect(cases.length).toBeGreaterThan(10);
  });

  it(`a value that no table has stops no flow that does not need it, in ${UNLISTED.length * flows.length} cases`, () => {
    const working: FlowCase = {
      title: 'http.get that tells its work',
      run: (modem) => http.get(modem, { url: PAGE, workingEveryMs: 100 }),
    };
    const offences = [...flows, working].flatMap((flow) =>
      UNLISTED.filter((_, at) => at % fullOr(1, 4) === 0).flatMap(({ at, from, to }) => {
        const got = swept(
          profile,
          flow,
          ({ line: text }) =>
            at.test(text) ? { isHeard: true, passes: (said) => said.replace(from, to) } : undefined,
          { resultDelayMs: 500 },
        );
        // The way to the bearer needs to know that it is open.
        const needs = flow.title === 'ready' && /SAPBR/.test(at.source);
        return got.end === 'completed' || needs
          ? []
          : [`${flow.title} ${at.source}: ${got.end} ${got.message}`];
      }),
    );

    expect(offences).toEqual([]);
  });

  it('a size whose number was lost is no empty file', () => {
    const wanted = /^ftp\.(get, windows|append|size)$/;
    const asks = /^AT\+C?(?:Q?FTP|FTPS)SIZE/;
    const cut = (text: string): string => text.replace(/(SIZE: (?:\d,)*)\d+(?=\r)/, '$1');
    let sizes = 0;
    for (const flow of onceFlowsOf(profile).filter(({ title }) => wanted.test(title))) {
      const good = swept(profile, flow);
      let asked = 0;
      const got = swept(profile, flow, ({ line: text }) => {
        if (!asks.test(text)) return undefined;
        asked += 1;
        return asked === 1 ? { isHeard: true, passes: cut } : undefined;
      });

      sizes += asked;

      expect([good.result, 'unknown']).toContain(got.end === 'completed' ? got.result : 'unknown');
    }

    expect(sizes).toBeGreaterThan(0);
  });

  it('a state of the supply that no table has leaves its voltage known', () => {
    const flow: FlowCase = { title: 'health', run: (modem) => health(modem) };
    const { result } = swept(profile, flow, ({ line: text }) =>
      text === 'AT+CBC'
        ? { isHeard: true, passes: (said) => said.replace(/(\+CBC: )\d,/, '$197,') }
        : undefined,
    );

    expect(result).toMatch(/"milliVolts":\d{4}/);
    expect(result).not.toMatch(/"milliVolts":\d+,"percent":\d+,"isCharging"/);
  });
});
