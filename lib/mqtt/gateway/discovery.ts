import type { ModemState } from '../schema/modemState';
import type { Topics } from '../link/topics';

/** One value of a modem that Home Assistant shows. */
interface Entity {
  readonly component: 'sensor' | 'binary_sensor';
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

/** A name for discovery topics: letters, digits, _ and -. */
const plain = (text: string): string => text.replace(/[^\w-]/g, '_');

/**
 * Makes the retained messages by which Home Assistant, and programs that follow its convention, find a modem: signal,
 * registration, and the number of its messages.
 *
 *     homeassistant/sensor/rxmodem_berlin_ttyUSB0/signal/config
 *
 * Source: Home Assistant, "MQTT discovery": `<prefix>/<component>/<node_id>/<object_id>/config`.
 */
export const discovery = (
  prefix: string,
  topics: Topics,
  { gateway, modem, title, identity }: Pick<ModemState, 'gateway' | 'modem' | 'title' | 'identity'>,
): readonly DiscoveryMessage[] => {
  const node = plain(`rxmodem_${gateway}_${modem}`);
  const device = {
    identifiers: [node],
    name: `${title} ${modem} (${gateway})`,
    ...(identity?.manufacturer && { manufacturer: identity.manufacturer }),
    model: identity?.model ?? title,
    ...(identity?.revision && { sw_version: identity.revision }),
    ...(identity?.imei && { serial_number: identity.imei }),
  };
  const availability = [
    { topic: topics.gateway(gateway), value_template: '{{ value_json.state }}' },
    {
      topic: topics.modem(gateway, modem),
      value_template: "{{ 'online' if value_json.isUp else 'offline' }}",
    },
  ];
  return ENTITIES.map(({ component, object, config }) => ({
    topic: `${prefix}/${component}/${node}/${object}/config`,
    config: {
      ...config,
      unique_id: `${node}_${object}`,
      object_id: `${node}_${object}`,
      state_topic: topics.modem(gateway, modem),
      availability,
      availability_mode: 'all',
      device,
      origin: { name: 'rxmodem' },
    },
  }));
};
