import type { ModemState } from '../schema/modemState';
import type { Topics } from '../link/topics';

/** One value of a modem that Home Assistant shows. */
interface Entity {
  readonly component: 'sensor' | 'binary_sensor' | 'notify';
  readonly object: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A message that announces an entity. */
export interface DiscoveryMessage {
  readonly topic: string;
  readonly config: object;
}

const ENTITIES: readonly Entity[] = [
  {
    component: 'sensor',
    object: 'signal',
    config: {
      name: 'Signal',
      device_class: 'signal_strength',
      state_class: 'measurement',
      unit_of_measurement: 'dBm',
      entity_category: 'diagnostic',
      value_template: '{{ value_json.signal.dBm | default(none) }}',
    },
  },
  {
    component: 'binary_sensor',
    object: 'registration',
    config: {
      name: 'Registered',
      device_class: 'connectivity',
      value_template:
        "{{ 'ON' if value_json.registration is defined and value_json.registration.isRegistered else 'OFF' }}",
    },
  },
  {
    component: 'sensor',
    object: 'sms',
    config: {
      name: 'Messages',
      icon: 'mdi:message-text',
      state_class: 'measurement',
      value_template: '{{ value_json.sms.stored | default(none) }}',
    },
  },
];

/** What is announced about messages. */
export interface ShownSms {
  /** Whether the modem's messages are published: a sensor shows the last one. */
  readonly inbox: boolean;
  /** The number that a notify entity sends to; missing for no such entity. */
  readonly notifyTo?: string;
}

/** What is announced about a modem. */
type ShownModem = Pick<ModemState, 'gateway' | 'modem' | 'title' | 'identity'>;

/** The last message: Home Assistant shows 255 letters of a state, and all of its attributes. */
const lastMessage = (topic: string): Entity => ({
  component: 'sensor',
  object: 'last_sms',
  config: {
    name: 'Last message',
    icon: 'mdi:message-text-outline',
    state_topic: topic,
    value_template: '{{ (value_json.text | default(value_json.kind))[:255] }}',
    json_attributes_topic: topic,
  },
});

/** A notify entity publishes a job for each message; its id is new each time. */
const notify = (topic: string, to: string): Entity => ({
  component: 'notify',
  object: 'sms',
  config: {
    name: 'Message',
    icon: 'mdi:message-arrow-right',
    command_topic: topic,
    qos: 1,
    command_template:
      `{"id":"ha-{{ now().timestamp() | int }}-{{ range(1000000) | random }}","flow":"sms.send",` +
      `"to":${JSON.stringify(to)},"text":{{ value | tojson }}}`,
  },
});

/** A name for discovery topics: letters, digits, _ and -. */
const plain = (text: string): string => text.replace(/[^\w-]/g, '_');

/**
 * Makes the retained messages by which Home Assistant, and programs that follow its convention, find a modem: signal,
 * registration, the number of its messages; its last message and a notify entity where the gateway has them.
 *
 *     homeassistant/sensor/rxmodem_berlin_ttyUSB0/signal/config
 *
 * Source: Home Assistant, "MQTT discovery": `<prefix>/<component>/<node_id>/<object_id>/config`.
 */
export const discovery = (
  prefix: string,
  topics: Topics,
  state: ShownModem,
  { inbox, notifyTo }: ShownSms,
): readonly DiscoveryMessage[] => {
  const { gateway, modem } = state;
  const node = plain(`rxmodem_${gateway}_${modem}`);
  const device = deviceOf(node, state);
  const availability = [
    { topic: topics.gateway(gateway), value_template: '{{ value_json.state }}' },
    {
      topic: topics.modem(gateway, modem),
      value_template: "{{ 'online' if value_json.isUp else 'offline' }}",
    },
  ];
  const entities = [
    ...ENTITIES,
    ...(inbox ? [lastMessage(topics.messages(gateway, modem))] : []),
    ...(notifyTo === undefined ? [] : [notify(topics.modemJobs(gateway, modem), notifyTo)]),
  ];
  return entities.map(({ component, object, config }) => ({
    topic: `${prefix}/${component}/${node}/${object}/config`,
    config: {
      ...(component !== 'notify' && { state_topic: topics.modem(gateway, modem) }),
      ...config,
      unique_id: `${node}_${component === 'notify' ? 'notify_' : ''}${object}`,
      object_id: `${node}_${component === 'notify' ? 'notify_' : ''}${object}`,
      availability,
      availability_mode: 'all',
      device,
      origin: { name: 'rxmodem' },
    },
  }));
};

/** The modem as a device of Home Assistant, which all its entities belong to. */
const deviceOf = (node: string, { gateway, modem, title, identity }: ShownModem): object => ({
  identifiers: [node],
  name: `${title} ${modem} (${gateway})`,
  ...(identity?.manufacturer && { manufacturer: identity.manufacturer }),
  model: identity?.model ?? title,
  ...(identity?.revision && { sw_version: identity.revision }),
  ...(identity?.imei && { serial_number: identity.imei }),
});
