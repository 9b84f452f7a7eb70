/** Wrong PINs that a SIM takes before it wants its PUK. */
export const MOST_PIN_TRIES = 3;
