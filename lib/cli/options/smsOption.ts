import { InvalidArgumentError, Option } from 'commander';

/** A message that a virtual modem receives. */
export interface TypedSms {
  readonly from: string;
  readonly text: string;
}

/** Reads another message: `+491701234567:hello`. The text is all behind the first colon. */
const read = (typed: string, before: readonly TypedSms[] = []): readonly TypedSms[] => {
  const at = typed.indexOf(':');
  if (at <= 0) throw new InvalidArgumentError('write it as FROM:TEXT, like +491701234567:hello');
  return [...before, { from: typed.slice(0, at), text: typed.slice(at + 1) }];
};

/** The option for messages that a virtual modem receives. */
export const smsOption = (): Option =>
  new Option('--sms <from:text>', 'deliver this message to the modem; may be repeated').argParser(read);
