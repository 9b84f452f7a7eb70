import { integer } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { text } from '../../grammar/codecs/text';

/** A call in a list: direction 0 outgoing, 1 incoming; state 0 active, 1 held, 2 dialing, 3 alerting, 4 incoming, 5 waiting, 6 ended. */
export const listedCall = {
  id: integer,
  direction: integer,
  state: optional(integer),
  mode: optional(integer),
  multiparty: optional(integer),
  number: optional(text),
  type: optional(integer),
  name: optional(text),
  priority: optional(integer),
  validity: optional(integer),
};
