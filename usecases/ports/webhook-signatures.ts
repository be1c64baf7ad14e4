/** What a request claims: Standard Webhooks' three headers and the bytes that they cover. */
export type SignedRequest = { readonly id: string; readonly timestamp: string; readonly signature: string; readonly payload: Uint8Array };

/** Standard Webhooks 1.0 (standardwebhooks.com), symmetric. Secrets are texts like whsec_BASE64. */
export interface WebhookSignatures {
  fresh(): string;
  /** Throws `calls.bad_secret` for a text that is no secret of 24 to 64 bytes. */
  usable(secret: string): void;
  /** `timestamp` in seconds since 1970. */
  sign(secret: string, request: { readonly id: string; readonly timestamp: number; readonly payload: Uint8Array }): string;
  /** Whether one of the given signatures is by one of the secrets, in constant time. The timestamp's age is not looked at. */
  holds(secrets: readonly string[], request: SignedRequest): boolean;
}
