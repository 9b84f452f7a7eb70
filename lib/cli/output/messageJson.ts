import type { MessagePlace, MessageStatus, StoredMessage } from 'rxmodem';

/** A message as JSON: one object a line. */
export const messageJson = (message: StoredMessage): object => ({
  indexes: indexesOf(message),
  ...fieldsOf(message),
});

/** A message as text: indexes, status, time, number, text, with tabs between. */
export const messageText = (message: StoredMessage): string => {
  const { from, to, text, sentAt, status } = fieldsOf(message);
  const words = [
    indexesOf(message).join(' '),
    status,
    sentAt ?? '-',
    from ?? to ?? '-',
    text ?? noteOf(message),
  ];
  return words.map((word) => word.replaceAll('\t', ' ').replaceAll(/\r\n|[\r\n]/g, ' ')).join('\t');
};

interface Fields {
  readonly kind?: string;
  readonly from: string | null;
  readonly to?: string;
  readonly text?: string;
  readonly dataBase64?: string;
  readonly ports?: { readonly destination: number; readonly source: number };
  readonly sentAt: string | null;
  readonly parts: number;
  readonly status: MessageStatus;
  readonly class: number | null;
  readonly missing?: readonly number[];
}

const placesOf = (message: StoredMessage): readonly MessagePlace[] => {
  if (message.kind !== 'report') return message.places;
  return message.place ? [message.place] : [];
};

/** Where a message lies: one place a part. */
export const indexesOf = (message: StoredMessage): readonly string[] =>
  placesOf(message).map(({ storage, index }) => `${storage}:${index}`);

const fieldsOf = (message: StoredMessage): Fields => {
  switch (message.kind) {
    case 'message':
      return { from: message.from, ...saidBy(message), sentAt: message.sentAt ?? null };
    case 'push': {
      const { from, sentAt, push } = message;
      return { kind: 'push', from, ...saidBy(message), sentAt: sentAt ?? null, ...{ push } };
    }
    case 'own':
      return { from: null, to: message.to, ...saidBy(message), sentAt: null };
    case 'malformed': {
      const { status, raw, problem } = message;
      return {
        kind: 'malformed',
        from: null,
        sentAt: null,
        parts: 1,
        status,
        class: null,
        ...{ raw, problem },
      };
    }
    case 'report': {
      const { to, reference, status, at } = message;
      const delivery = { state: status.state, code: status.code, meaning: status.meaning };
      return {
        ...{ kind: 'report', from: null, to, sentAt: at ?? null, parts: 1, status: 'read', class: null },
        ...{ reference, delivery },
      };
    }
  }
};

type Said = Extract<StoredMessage, { readonly kind: 'message' | 'push' | 'own' }>;

const saidBy = ({ text, data, ports, parts, status, class: kind, missing }: Said) => ({
  ...(text === undefined ? {} : { text }),
  ...(data === undefined ? {} : { dataBase64: Buffer.from(data).toString('base64') }),
  ...(ports && { ports: { destination: ports.destination, source: ports.source } }),
  parts,
  status,
  class: kind ?? null,
  ...(missing.length > 0 && { missing }),
});

const noteOf = (message: StoredMessage): string => {
  switch (message.kind) {
    case 'malformed':
      return `(can not be read: ${message.field} ${message.problem}) ${message.raw}`;
    case 'report':
      return `(report ${message.reference}: ${message.status.meaning})`;
    case 'push':
      return message.push.what === 'mms'
        ? `(MMS at ${message.push.url ?? 'an unknown place'})`
        : '(WAP push)';
    default:
      return `(${message.data?.length ?? 0} octets)`;
  }
};
