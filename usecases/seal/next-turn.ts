/** Lets others of the event loop have their turn, and what comes in it arrive. */
export const nextTurn = (): Promise<void> => new Promise((turn) => setImmediate(turn));
