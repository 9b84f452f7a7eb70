import { a7600, quectel, sim800, type Profile } from '../../lib';
import { fullOr } from '../helpers/thin';
import type { FlowCase } from './flows';
import { lateOkAt } from './sweep/lateOkAt';
import { BRING_UP_LINES, swept, sweptThrough, type Swept } from './sweep/swept';
import { onceFlowsOf } from './sweep/sweptFlows';

// A late OK of an earlier command, anywhere in a flow: no byte is another, nothing is done twice, and the flow goes on.

/** How long before the command’s own answer it comes, in milliseconds: with it, a turn ahead, and long ahead. */
const AHEAD_MS = [0, 5, 300, 1_500];
/** What a late OK may cost. */
const WITHIN_MS = 15_000;

/** Flows that are tried once, and change something elsewhere, or bring bytes. */
const FLOWS = /^(sockets\.tcp|modemMqtt|http\.|ftp\.|files\.|certificates\.)/;

interface Case {
  readonly profile: Profile;
  readonly flow: FlowCase;
  readonly good: Swept;
  readonly line: string;
  readonly at: number;
  readonly aheadMs: number;
}

const casesOf = (profile: Profile): readonly Case[] => {
  const flows = onceFlowsOf(profile).filter(({ title }) => FLOWS.test(title));
  const all = flows.flatMap((flow) => {
    const good = swept(profile, flow);
    return good.written
      .slice(BRING_UP_LINES)
      .flatMap(({ line, at }) => AHEAD_MS.map((aheadMs) => ({ profile, flow, good, line, at, aheadMs })));
  });
  return all.filter((_, at) => at % fullOr(1, 13) === 0);
};

const doneIn = ({ desk: { requests, deeds, sent } }: Swept): readonly string[] => [
  ...requests.map(({ method, url, body }) => `${method} ${url} ${Buffer.from(body ?? []).toString('hex')}`),
  ...deeds,
  Buffer.from(sent()).toString('hex'),
];

const offences = ({ profile, flow, good, line, at, aheadMs }: Case): readonly string[] => {
  const got = sweptThrough(profile, flow, lateOkAt({ at, aheadMs }));
  const name = `${flow.title}: ${line}, ${aheadMs} ms ahead: ${got.end}`;
  return [
    ...(got.end === good.end ? [] : [`${name}: ${got.message}`]),
    ...(got.result === good.result ? [] : [`${name}: other bytes: ${got.result}`]),
    ...(String(doneIn(got)) === String(doneIn(good))
      ? []
      : [`${name}: done otherwise: ${String(doneIn(got))}`]),
    ...(got.endedAt < good.endedAt + WITHIN_MS ? [] : [`${name}: after ${got.endedAt} ms`]),
  ];
};

describe.each([sim800, a7600, quectel])('a late OK in the flows of a $title', (profile) => {
  const cases = casesOf(profile);

  it(`changes nothing, in ${cases.length} cases`, () => {
    expect(cases.flatMap(offences)).toEqual([]);
    expect(cases.length).toBeGreaterThan(50);
  });
});
