import type { MessageNews, MessagesDialect } from '../../../dialects/messagesDialect';
import type { AnyUrc } from '../../../grammar/vocabulary';
import type { Token } from '../../../wire/token';
import { incomingPdu, incomingSms, incomingText, statusReportPdu, statusReportStored } from '../messageUrcs';

type UrcToken = Token & { readonly kind: 'urc' };
type Reader = (token: UrcToken) => MessageNews;

/** Which URCs of a maker's own say something of messages. */
export interface NewsUrcs {
  readonly full: readonly AnyUrc[];
  readonly ready: readonly AnyUrc[];
}

/** Reads the URCs of 27.005 § 3.4.1, and those of the maker. */
export const messageNewsOf = ({ full, ready }: NewsUrcs): MessagesDialect['newsOf'] => {
  const readers = new Map<unknown, Reader>([
    [incomingSms, stored('message')],
    [statusReportStored, stored('report')],
    [incomingPdu, direct('message')],
    [statusReportPdu, direct('report')],
    // The modem has fallen back to text: a look sets it right, and finds what is stored.
    [incomingText, () => ({ kind: 'stored', what: 'message', storage: undefined, index: undefined })],
    ...full.map((urc) => [urc, (): MessageNews => ({ kind: 'full' })] as const),
    ...ready.map((urc) => [urc, (): MessageNews => ({ kind: 'ready' })] as const),
  ]);
  return (token) => (token.kind === 'urc' ? readers.get(token.definition)?.(token) : undefined);
};

/** An index below 0 means that the modem stored it somewhere (seen on SIM7000). */
const stored =
  (what: 'message' | 'report'): Reader =>
  ({ values }) => {
    const { storage, index } = values as { readonly storage: string; readonly index: number };
    return {
      kind: 'stored',
      what,
      storage: storage === '' ? undefined : storage,
      index: index < 0 ? undefined : index,
    };
  };

const direct =
  (what: 'message' | 'report'): Reader =>
  ({ values, body = '' }) => ({
    kind: 'direct',
    what,
    digits: body,
    tpduLength: (values as { readonly length: number }).length,
  });
