/** So many calls in so many seconds, evenly refilled. Waiting callers go in order; one bucket a connector and tenant. */
export class TokenBucket {
  readonly #calls: number;
  readonly #perMs: number;
  readonly #now: () => number;
  #tokens: number;
  #at: number;

  constructor(rate: { readonly calls: number; readonly seconds: number }, now: () => number) {
    this.#calls = rate.calls;
    this.#perMs = rate.calls / (rate.seconds * 1000);
    this.#now = now;
    this.#tokens = rate.calls;
    this.#at = now();
  }

  /** Takes one call and answers how many milliseconds to wait before making it. */
  take(): number {
    const now = this.#now();
    this.#tokens = Math.min(this.#calls, this.#tokens + (now - this.#at) * this.#perMs);
    this.#at = now;
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens / this.#perMs);
  }

  /** Gives a call back that was not made. */
  giveBack(): void {
    this.#tokens = Math.min(this.#calls, this.#tokens + 1);
  }
}
