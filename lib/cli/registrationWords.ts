const WORDS = ['not registered', 'home', 'searching', 'denied', 'unknown', 'roaming'] as const;

/** Says a registration status (27.007 § 7.2) in words. */
export const registrationWords = (status: number): string => WORDS[status] ?? `status ${status}`;
