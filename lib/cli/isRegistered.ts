/** Tells whether a registration status (27.007 § 7.2) is one of being registered: 1 at home, 5 roaming. */
export const isRegistered = (status: number): boolean => status === 1 || status === 5;
