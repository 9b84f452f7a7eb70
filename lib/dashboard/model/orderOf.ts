import { checkedUrl, ModemError } from 'rxmodem';
import type { Action, Order } from './order';

const MAX_URL_CHARS = 2_048;

const textOf = (fields: Readonly<Record<string, unknown>>, name: string): string => {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (typeof value === 'string' && value !== '' && value.length <= MAX_URL_CHARS) return value;
  throw new ModemError({
    kind: 'invalid-argument',
    name,
    problem: 'it must be a text of 1 to 2048 characters',
  });
};

const numberOf = (fields: Readonly<Record<string, unknown>>): string => {
  const to = textOf(fields, 'to').replace(/[\s()/-]/g, '');
  if (/^\+?\d{1,20}$/.test(to)) return to;
  throw new ModemError({
    kind: 'invalid-argument',
    name: 'to',
    problem: 'a number has 1 to 20 digits, with + in front if it is international',
  });
};

const ACTIONS: readonly Action[] = ['restart', 'reregister', 'raw'];

const actOf = (fields: Readonly<Record<string, unknown>>): Order => {
  const wanted = textOf(fields, 'action');
  const action = ACTIONS.find((one) => one === wanted);
  if (!action)
    throw new ModemError({
      kind: 'invalid-argument',
      name: 'action',
      problem: `it must be ${ACTIONS.join(', ')}`,
    });
  const modem = textOf(fields, 'modem');
  return action === 'raw'
    ? { kind: 'act', modem, action, line: textOf(fields, 'line').trim() }
    : { kind: 'act', modem, action };
};

/**
 * Reads an order that comes from elsewhere. Fails with `invalid-argument`: what it is must be known, a URL http or https and
 * without a user's name.
 */
export const orderOf = (value: unknown): Order => {
  const fields = typeof value === 'object' && value !== null ? { ...value } : {};
  const kind = textOf(fields, 'kind');
  if (kind === 'start') {
    return { kind, modem: textOf(fields, 'modem'), url: checkedUrl(textOf(fields, 'url').trim()) };
  }
  if (kind === 'sms')
    return { kind, modem: textOf(fields, 'modem'), to: numberOf(fields), text: textOf(fields, 'text') };
  if (kind === 'ussd') return { kind, modem: textOf(fields, 'modem'), code: textOf(fields, 'code').trim() };
  if (kind === 'act') return actOf(fields);
  if (kind === 'cancel') return { kind, transfer: textOf(fields, 'transfer') };
  throw new ModemError({
    kind: 'invalid-argument',
    name: 'kind',
    problem: 'it must be start, sms, ussd, act or cancel',
  });
};
