import { messageJson } from '../../../lib/cli/output/messageJson';
import type { OwnMessage } from '../../../lib/flows/messages/message';

const stored: OwnMessage = {
  kind: 'own',
  to: '+491701234567',
  text: undefined,
  data: Uint8Array.of(1, 2, 255),
  class: undefined,
  ports: undefined,
  parts: 1,
  missing: [],
  places: [{ storage: 'SM', index: 3 }],
  status: 'stored-sent',
  pdus: [],
};

it('tells the application ports of a message that has some', () => {
  const common = {
    ...{ indexes: ['SM:3'], from: null, to: '+491701234567', dataBase64: 'AQL/', sentAt: null },
    ...{ parts: 1, status: 'stored-sent', class: null },
  };

  expect(messageJson(stored)).toEqual(common);
  expect(messageJson({ ...stored, ports: { destination: 9_204, source: 0, bits: 16 } })).toEqual({
    ...common,
    ports: { destination: 9_204, source: 0 },
  });
});
