import type { Board, ModemFace, ShortMessage } from './board';

/** A message, and the modem that it went through. */
export interface InboxMessage {
  /** Unique on the board. */
  readonly key: string;
  readonly modem: ModemFace;
  readonly message: ShortMessage;
}

/** Which messages are wanted. What is empty wants all. */
export interface InboxWish {
  /** The id of a modem. */
  readonly modem: string;
  readonly way: '' | 'received' | 'sent';
  /** A part of the text, of the number, or of the modem's name, in any case; spaces within numbers do not count. */
  readonly text: string;
}

/** The messages of all modems of a board that are wanted, newest first. A pure function. */
export const inboxOf = ({ modems }: Board, wish: InboxWish): readonly InboxMessage[] =>
  modems
    .filter(({ id }) => wish.modem === '' || wish.modem === id)
    .flatMap((modem) =>
      modem.messages.map((message) => ({ key: `${modem.id} ${message.id}`, modem, message })),
    )
    .filter((one) => isWanted(one, wish))
    .sort((one, other) => timeOf(other) - timeOf(one));

/** A message without a readable time stands last. */
const timeOf = ({ message: { at } }: InboxMessage): number => (Number.isFinite(at) ? at : 0);

const isWanted = ({ modem, message }: InboxMessage, { way, text }: InboxWish): boolean => {
  if (way !== '' && message.isSent !== (way === 'sent')) return false;
  const needle = text.trim().toLowerCase();
  const words = `${modem.name}\n${message.who}\n${message.text}`.toLowerCase();
  const digits = needle.replaceAll(' ', '');
  return words.includes(needle) || (/^\+?\d+$/.test(digits) && message.who.includes(digits));
};
