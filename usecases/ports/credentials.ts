/** Passwords, slow on purpose. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** False too for a stored text it does not understand. With `undefined` it takes as long and answers false. */
  verify(password: string, stored: string | undefined): Promise<boolean>;
}

/** Random secrets of 256 bits: a fast hash suffices to keep them. */
export interface Secrets {
  fresh(): { readonly secret: string; readonly hash: Uint8Array };
  hashOf(secret: string): Uint8Array;
  equal(a: Uint8Array, b: Uint8Array): boolean;
}

/** Where the browser stands: WebAuthn binds a passkey to it. */
export type Site = { readonly origin: string; readonly host: string };

export type NewPasskey = {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
};

/** The WebAuthn ceremonies (W3C Web Authentication Level 3). Options and responses are the JSON that browsers speak. */
export interface PasskeyCeremony {
  registration(
    site: Site,
    user: { readonly id: string; readonly email: string; readonly name: string; readonly known: readonly string[] },
  ): Promise<{ readonly challenge: string; readonly options: Record<string, unknown> }>;
  signIn(site: Site): Promise<{ readonly challenge: string; readonly options: Record<string, unknown> }>;
  /** The challenge and credential that a browser's answer names, or undefined when it is not one. */
  named(response: unknown): { readonly challenge: string; readonly credentialId: string } | undefined;
  verifyRegistration(site: Site, challenge: string, response: unknown): Promise<NewPasskey | undefined>;
  /** The authenticator's new counter, or undefined when the answer does not hold. */
  verifySignIn(site: Site, challenge: string, response: unknown, key: NewPasskey): Promise<number | undefined>;
}
