import { schemas, topics } from 'rxmodem/mqtt';
import { WILL_DELAY_SECONDS } from '../../lib/mqtt/gateway/brokerClient';
import { JOBS_PER_MODEM } from '../../lib/mqtt/gateway/gateway';
import { gatewayLimits } from '../../lib/mqtt/gateway/jobs/gatewayLimits';
import { SILENCE_MS } from '../../lib/mqtt/gateway/jobs/jobStops';
import { schemaFiles } from './schemaFiles';
import { type Field, fieldsOf, schemaTable, type Shape } from './schemaTable';
import { table } from './table';
import { topicsTable } from './topicsTable';

const tree = topics();
const { jobBytes, bodyBytes, chunkBytes, deadlineMs } = gatewayLimits();
const bytes = (size: number): string => `${size.toLocaleString('en')} bytes`;

const TOPICS = [
  'All stand below one root, `rxmodem` unless told otherwise (`root`), and a version: another shape of topics or payloads would have another one. In a program, `topics(root)` makes them. `GATEWAY`, `MODEM`, `ID` (a job’s) and `CLIENT` are names: 1 to 64 letters, digits and `_ . : @ -`.',
  topicsTable(),
  `All is written with QoS 1. Gateways subscribe to \`$share/GROUP/${tree.jobs}\` (\`group\`, default \`gateways\`) while a modem of theirs is fit, to \`${tree.modemJobs('GATEWAY', '+')}\`, and to \`${tree.about('ID')}\` while they have the job. An empty message on a cancel topic takes the cancelling back; the gateway sends one when the job was cancelled.`,
  'For Home Assistant, gateways write retained configurations to `homeassistant/COMPONENT/rxmodem_GATEWAY_MODEM/OBJECT/config` (`discovery`): `sensor` with `signal` and `sms`, `binary_sensor` with `registration`.',
];

const PROPERTIES = table(
  ['property', 'on', 'meaning'],
  [
    [
      'Response Topic',
      'a job',
      `where its events go: one or more names below \`${tree.client('')}\`, or the job is refused. Without one nothing is told`,
    ],
    ['Correlation Data', 'a job', 'comes back on every event of it, as it was'],
    [
      'Message Expiry Interval',
      'a job',
      `its deadline, in seconds: the broker forgets a job that nobody took by then, and a gateway gives one up that is not done. The smaller one of this and \`deadlineMs\` holds; ${deadlineMs / 1_000} s where neither is said`,
    ],
    ['Message Expiry Interval', 'records, URCs, cancellings', 'how long they are news'],
    ['Content Type', 'an event', '`application/json`, or `application/octet-stream` for bytes of a body'],
    [
      'User Property',
      'bytes of a body',
      `\`kind\` (\`chunk\`), \`job\`, \`attempt\`, \`n\`, \`loaded\` (bytes so far, these included) and, where it is known, \`total\`. The payload is the bytes, ${bytes(chunkBytes)} and a window at most`,
    ],
    [
      'Receive Maximum',
      'a gateway’s CONNECT',
      `${JOBS_PER_MODEM} for each of its modems. A job is acknowledged when it is over, so that a gateway has no more of them`,
    ],
    ['Session Expiry Interval', 'a gateway’s CONNECT', '`sessionSeconds`, default 120'],
    [
      'Will Delay Interval',
      'a gateway’s will',
      `${WILL_DELAY_SECONDS} s: one that is back by then was not gone. Its client identifier is \`rxmodem-GATEWAY\``,
    ],
    [
      'Reason Code',
      'a PUBACK',
      '16, no matching subscribers: no gateway is there; 128 and more: the broker refuses',
    ],
  ],
);

const LIMITS = `A gateway refuses a job of more than ${bytes(jobBytes)}, and ends one whose answer has more than ${bytes(bodyBytes)} (\`limits\`). A reader who counts (\`creditBytes\`) and says nothing on the credit topic for ${SILENCE_MS / 1_000} s is taken for gone.`;

/** The fields that one kind of event has besides those that all have. */
const eventOf = (kind: Shape, common: ReadonlySet<string>): string => {
  const word = String(kind.properties?.['kind']?.const);
  const own = fieldsOf(kind).filter(({ path }) => !common.has(path));
  return [`#### \`${word}\``, kind.description ?? '', ...(own.length > 0 ? [schemaTable(own)] : [])].join(
    '\n\n',
  );
};

/** A union told apart by `kind`: what all have, then each. */
const unionOf = (kinds: readonly Shape[]): readonly string[] => {
  const [first = {}, ...others] = kinds;
  const isCommon = ({ path, shape }: Field): boolean =>
    others.every(({ properties = {} }) => JSON.stringify(properties[path]) === JSON.stringify(shape));
  const common = fieldsOf(first).filter(isCommon);
  const told = new Set([...common.map(({ path }) => path), 'kind']);
  return [
    'Every event has these, and `kind`:',
    schemaTable(common),
    ...kinds.map((kind) => eventOf(kind, told)),
  ];
};

const payloadOf = ([name, text]: readonly [name: string, text: string]): string => {
  const schema = (schemas as Readonly<Record<string, Shape>>)[name] ?? {};
  const fields = schema.anyOf ? unionOf(schema.anyOf) : [schemaTable(fieldsOf(schema))];
  const file = `[schemas/${name}.json](schemas/${name}.json)`;
  return [
    `### ${name}`,
    schema.description ?? '',
    ...fields,
    `The schema, as in ${file}:`,
    `\`\`\`json\n${text}\`\`\``,
  ].join('\n\n');
};

/** Makes the reference of what goes over a broker, as Markdown. */
export const mqttPage = (): string =>
  [
    '# Topics and payloads at the broker',
    'Printed from `lib/mqtt` by `npm run reference`; a stale page fails the specs. What it is for: [Several modems, and a broker](../guide/fleet.md).',
    '## Topics',
    ...TOPICS,
    '## Properties of MQTT 5',
    PROPERTIES,
    LIMITS,
    '## Payloads',
    'JSON in UTF-8, checked by JSON Schemas of the dialect 2020-12, in a program `schemas`. Fields that a schema does not name are refused in jobs, so that what is misspelt is not silently left out.',
    ...schemaFiles().map(payloadOf),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
