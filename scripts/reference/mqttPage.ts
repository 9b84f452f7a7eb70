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
  'All topics are below one root (`root`, default `rxmodem`) and a version, which changes with the shape of topics or payloads. In a program, `topics(root)` makes them. `GATEWAY`, `MODEM`, `ID` (a job’s) and `CLIENT` are names: 1 to 64 letters, digits and `_ . : @ -`.',
  topicsTable(),
  `All messages are published with QoS 1. Gateways subscribe to \`$share/GROUP/${tree.jobs}\` (\`group\`, default \`gateways\`) while one of their modems is fit, to \`${tree.modemJobs('GATEWAY', 'MODEM')}\` on a connection for each modem, and to \`${tree.about('ID')}\` while they have the job. An empty message on a cancel topic clears the request; the gateway sends one when the job was cancelled. A gateway refuses a retained job. When it starts, it clears the retained states and discovery messages of modems that it no longer has.`,
  'For Home Assistant, gateways write retained configurations to `homeassistant/COMPONENT/rxmodem_GATEWAY_MODEM/OBJECT/config` (`discovery`): `sensor` with `signal` and `sms`, `binary_sensor` with `registration`.',
];

const PROPERTIES = table(
  ['property', 'on', 'meaning'],
  [
    [
      'Response Topic',
      'a job',
      `where its events go: one or more names below \`${tree.client('')}\`, or the job is refused. Without one, no events are published`,
    ],
    ['Correlation Data', 'a job', 'is repeated on every event of the job'],
    [
      'Message Expiry Interval',
      'a job',
      `its deadline, in seconds: the broker drops a job that no gateway took by then, and a gateway ends one that is not done. The shortest of this, \`deadlineMs\` and the gateway’s limit (default ${deadlineMs / 1_000} s) applies`,
    ],
    ['Message Expiry Interval', 'records, URCs, cancel requests', 'how long they are of use'],
    ['Content Type', 'an event', '`application/json`, or `application/octet-stream` for bytes of a body'],
    [
      'User Property',
      'bytes of a body',
      `\`kind\` (\`chunk\`), \`job\`, \`attempt\`, \`n\`, \`loaded\` (bytes so far, including these) and, where known, \`total\`. The payload is the bytes, ${bytes(chunkBytes)} and a window at most`,
    ],
    [
      'Receive Maximum',
      'a gateway’s CONNECT',
      `${JOBS_PER_MODEM} on the connection of each modem, for the jobs of that modem; ${JOBS_PER_MODEM} for each modem on the main connection, for the jobs of any. A job is acknowledged when it has ended, so that a gateway has no more of them`,
    ],
    ['Session Expiry Interval', 'a gateway’s CONNECT', '`sessionSeconds`, default 30'],
    [
      'Will Delay Interval',
      'a gateway’s will',
      `${WILL_DELAY_SECONDS} s: a gateway that reconnects by then does not go offline. Client identifiers are \`rxmodem-GATEWAY\` (with the will) and \`rxmodem-GATEWAY/MODEM\``,
    ],
    [
      'Reason Code',
      'a PUBACK',
      '16, no matching subscribers: no gateway is online; 128 and more: the broker refuses',
    ],
  ],
);

const LIMITS = `A gateway refuses a job of more than ${bytes(jobBytes)}, and ends one whose answer has more than ${bytes(bodyBytes)} (\`limits\`). A reader with \`creditBytes\` that publishes nothing on the credit topic for ${SILENCE_MS / 1_000} s counts as gone.`;

/** The fields that only one kind of event has. */
const eventOf = (kind: Shape, common: ReadonlySet<string>): string => {
  const word = String(kind.properties?.['kind']?.const);
  const own = fieldsOf(kind).filter(({ path }) => !common.has(path));
  return [`#### \`${word}\``, kind.description ?? '', ...(own.length > 0 ? [schemaTable(own)] : [])].join(
    '\n\n',
  );
};

/** A union discriminated by `kind`: the common fields, then each kind. */
const unionOf = (kinds: readonly Shape[]): readonly string[] => {
  const [first = {}, ...others] = kinds;
  const isCommon = ({ path, shape }: Field): boolean =>
    others.every(({ properties = {} }) => JSON.stringify(properties[path]) === JSON.stringify(shape));
  const common = fieldsOf(first).filter(isCommon);
  const known = new Set([...common.map(({ path }) => path), 'kind']);
  return [
    'Every event has these, and `kind`:',
    schemaTable(common),
    ...kinds.map((kind) => eventOf(kind, known)),
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
    'Printed from `lib/mqtt` by `npm run reference`; a stale page fails the specs. The guide: [Several modems, and a broker](../guide/fleet.md).',
    '## Topics',
    ...TOPICS,
    '## Properties of MQTT 5',
    PROPERTIES,
    LIMITS,
    '## Payloads',
    'JSON in UTF-8, checked by JSON Schemas of the dialect 2020-12, in a program `schemas`. Fields that a schema does not name are refused in jobs, so that a misspelt field is an error.',
    ...schemaFiles().map(payloadOf),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
