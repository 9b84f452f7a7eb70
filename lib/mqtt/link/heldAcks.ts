import type { MqttClient, MqttPacket } from './mqttClient';

/** A packet of ours on its way out. */
interface Outgoing {
  readonly cmd: string;
  readonly messageId?: number;
}

/** The one way by which mqtt 5 sends any packet. */
interface Sending {
  _sendPacket: (packet: Outgoing, callback?: (error?: Error) => void, ...more: unknown[]) => void;
}

/**
 * Acknowledges messages when their work is done, not when they came: with a receive maximum the broker then hands out no more
 * than are worked on, and hands them out again where the worker dies.
 *
 *     const hold = heldAcks(client);
 *     client.on('message', (_topic, _payload, packet) => {
 *       const acknowledge = hold(packet);      // at once, in the listener
 *       work().subscribe({ complete: acknowledge });
 *     });
 *
 * mqtt 5.16 has no way of its own: its `customHandleAcks` waits for one answer before it reads on, pings and all. So the
 * PUBACK that it is about to send is kept back here. One that belongs to an earlier connection is dropped: the broker has sent
 * the message again.
 */
export const heldAcks = (client: MqttClient): ((packet: MqttPacket) => () => void) => {
  const sending = client as unknown as Sending;
  const send = sending._sendPacket.bind(client);
  const held = new Set<number>();
  let connection = 0;
  // Not by the event `connect`, which may come when messages have come already.
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
    if (qos !== 1 || messageId === undefined) return () => undefined;
    const mine = connection;
    held.add(messageId);
    return () => {
      if (mine !== connection || !held.delete(messageId)) return;
      if (client.connected) send({ cmd: 'puback', messageId });
    };
  };
};
