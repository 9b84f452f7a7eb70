import type { MqttClient, MqttPacket } from './mqttClient';

/** The one function for every message without acknowledgement: whoever keeps them in a set keeps one. */
const nothing = (): void => undefined;

/** A packet that this client is about to send. */
interface Outgoing {
  readonly cmd: string;
  readonly messageId?: number;
}

/** The method through which mqtt 5 sends every packet. */
interface Sending {
  _sendPacket: (packet: Outgoing, callback?: (error?: Error) => void, ...more: unknown[]) => void;
}

/**
 * Acknowledges messages when their work is done instead of when they arrive. With a receive maximum, the broker then sends no
 * more messages than are worked on, and sends them again where the worker dies.
 *
 *     const hold = heldAcks(client);
 *     client.on('message', (_topic, _payload, packet) => {
 *       const acknowledge = hold(packet);      // at once, in the listener
 *       work().subscribe({ complete: acknowledge });
 *     });
 *
 * mqtt 5.16 offers only `customHandleAcks`, which stops reading (pings, too) until each answer. So the PUBACK that it is about
 * to send is kept back here. A PUBACK of an earlier connection is dropped: the broker has sent the message again.
 */
export const heldAcks = (client: MqttClient): ((packet: MqttPacket) => () => void) => {
  const sending = client as unknown as Sending;
  const send = sending._sendPacket.bind(client);
  const held = new Set<number>();
  let connection = 0;
  // The event `connect` is too late: messages may arrive before it.
  client.on('packetreceive', ({ cmd }) => {
    if (cmd !== 'connack') return;
    connection += 1;
    held.clear();
  });
  sending._sendPacket = (packet, callback, ...more) => {
    const isHeld = packet.cmd === 'puback' && held.has(packet.messageId ?? -1);
    if (isHeld) callback?.();
    else send(packet, callback, ...more);
  };
  return ({ qos, messageId }) => {
    if (qos !== 1 || messageId === undefined) return nothing;
    const mine = connection;
    held.add(messageId);
    return () => {
      if (mine !== connection || !held.delete(messageId)) return;
      if (client.connected) send({ cmd: 'puback', messageId });
    };
  };
};
