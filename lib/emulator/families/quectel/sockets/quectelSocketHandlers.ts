import type { Handler } from '../../../core/handler';
import { quectelDataHandlers } from './quectelDataHandlers';
import { quectelLinkHandlers } from './quectelLinkHandlers';
import { quectelLookupHandlers } from './quectelLookupHandlers';
import { quectelTlsSocketHandlers } from './quectelTlsSocketHandlers';

/** Quectel's sockets: twelve connections, and as many of TLS. */
export const quectelSocketHandlers: readonly Handler[] = [
  ...quectelLinkHandlers,
  ...quectelDataHandlers,
  ...quectelLookupHandlers,
  ...quectelTlsSocketHandlers,
];
