/** Where a provider lets recordings be fetched from, and how far that is trusted. */
export type HostRules = {
  /** host or host:port, lower case. */
  readonly hosts: readonly string[];
  /** Addresses of private networks and plain HTTP are taken too. */
  readonly privateHosts: boolean;
  readonly authorization?: string;
};

export interface RecordingHosts {
  /** Throws `calls.host_not_allowed` for an address that the rules do not cover. Asks nobody. */
  check(url: string, rules: HostRules): void;
  /**
   * The bytes behind an address. Redirects are followed within the same host only; the name is resolved once and the
   * address held to the rules. Fails with `calls.host_not_allowed` or `calls.recording_not_fetched`.
   */
  open(url: string, rules: HostRules, signal: AbortSignal): Promise<{ readonly content: AsyncIterable<Uint8Array>; readonly mediaType?: string }>;
}
