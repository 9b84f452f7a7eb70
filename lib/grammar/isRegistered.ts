/** Whether a registration status is one that services work with: 1 home, 5 roaming (27.007 § 7.2). */
export const isRegistered = (status: number | undefined): boolean => status === 1 || status === 5;
