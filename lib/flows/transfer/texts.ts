/**
 * The queue of flows that depend on the modem's character set (`AT+CSCS`): a phonebook changes it for a while, and USSD is written and
 * read by it.
 */
export const TEXTS = 'texts';
