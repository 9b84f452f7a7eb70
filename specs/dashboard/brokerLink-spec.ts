import { EventEmitter } from 'node:events';
import type { MqttClient } from 'mqtt';
import type { ModemError } from '../../lib';
import { brokerLink } from '../../lib/dashboard/broker/brokerLink';

const WHERE = 'mqtt://127.0.0.1';

/** The faces of a broker whose client emits these events in turn, and how it ended. */
const facesOf = (...events: readonly [name: string, failure?: object][]) => {
  const client = Object.assign(new EventEmitter(), { connected: false });
  const faces: object[] = [];
  let problem: unknown;
  brokerLink(client as unknown as MqttClient, WHERE).subscribe({
    next: (face) => faces.push(face),
    error: (error: unknown) => (problem = (error as ModemError).reason),
  });
  events.forEach(([name, failure]) => client.emit(name, failure));
  return { faces, problem };
};

describe('the connection to a broker', () => {
  it('that closes without an answer is shown with its likely cause, until the broker answers', () => {
    const { faces } = facesOf(['close'], ['close'], ['connect'], ['close']);
    expect(faces).toEqual([
      { where: WHERE, connection: 'connecting' },
      {
        where: WHERE,
        connection: 'connecting',
        problem: 'it closed the connection without an answer; check that it speaks MQTT 5',
      },
      { where: WHERE, connection: 'connected' },
      { where: WHERE, connection: 'reconnecting' },
    ]);
  });

  it('that fails keeps its own problem', () => {
    const { faces } = facesOf(
      ['error', { message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' }],
      ['close'],
    );
    expect(faces).toHaveLength(2);
    expect(faces[1]).toMatchObject({ problem: 'connect ECONNREFUSED' });
  });

  it('fails where the broker speaks MQTT 3 only, or refuses the client from the first', () => {
    expect(facesOf(['error', { message: 'old', code: 1 }]).problem).toMatchObject({
      kind: 'port',
      problem: 'old',
    });
    expect(facesOf(['error', { message: 'who', code: 0x86 }]).problem).toMatchObject({
      kind: 'port',
      problem: 'who',
    });
  });
});
