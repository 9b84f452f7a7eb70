import type { Subscription } from 'rxjs';
import { type Check, is } from '../../grammar/checkOptions';

/** What the network answers to a code or a reply: a text, or a text with more about it. */
export type UssdNode = string | UssdMenu;

/** An answer of the network. */
export interface UssdMenu {
  readonly text?: string;
  /** What it answers to each reply: with these it asks. */
  readonly replies?: Readonly<Record<string, UssdNode>>;
  /** 27.007 § 7.15: 0 done, 1 a reply is wanted, 2 ended, 4 not supported, 5 time-out. Default: 1 with `replies`, otherwise 0. */
  readonly status?: number;
  /** Milliseconds until it answers. Default: `ussdMs` of the settings. */
  readonly afterMs?: number;
}

/**
 * The USSD service of a network: answers by code, or a function of what was said since the session began.
 *
 *     { '*100#': 'Balance: 5.00', '*123#': { text: '1 Data\r\n2 Voice', replies: { 1: 'Done', 2: 'Done' } } }
 *     ([code, ...replies]) => (code === '*100#' ? 'Balance: 5.00' : undefined)
 */
export type UssdService =
  Readonly<Record<string, UssdNode>> | ((said: readonly string[]) => UssdNode | undefined);

/** A session: what was said in it so far, and the answer that is on its way. */
export interface UssdState {
  readonly said: readonly string[];
  readonly coming: Subscription | undefined;
}

/** The check of a service. */
export const isUssdService: Check = (value) =>
  typeof value === 'function'
    ? undefined
    : typeof value === 'object' && value !== null
      ? Object.values(value)
          .map(nodeProblem)
          .find((problem) => problem !== undefined)
      : 'it is neither an object with answers nor a function';

const nodeProblem = (node: unknown): string | undefined =>
  typeof node === 'object' && node !== null ? undefined : is.text(node);

/** The answer to all that was said in a session; an unknown code or reply is not supported (4). */
export const ussdAnswerOf = (
  service: UssdService,
  said: readonly string[],
): Required<Pick<UssdMenu, 'status'>> & UssdMenu => {
  const node = typeof service === 'function' ? service(said) : nodeOf(service, said);
  if (node === undefined) return { status: said.length > 1 ? 2 : 4 };
  const menu = typeof node === 'string' ? { text: node } : node;
  return { ...menu, status: menu.status ?? (menu.replies ? 1 : 0) };
};

const nodeOf = (
  service: Readonly<Record<string, UssdNode>>,
  said: readonly string[],
): UssdNode | undefined => {
  let nodes: Readonly<Record<string, UssdNode>> = service;
  let found: UssdNode | undefined;
  for (const text of said) {
    found = Object.hasOwn(nodes, text) ? nodes[text] : undefined;
    nodes = typeof found === 'object' ? (found.replies ?? {}) : {};
  }
  return found;
};
