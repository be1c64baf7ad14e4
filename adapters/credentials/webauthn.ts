import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { PasskeyCeremony } from '#usecases/ports/credentials.ts';

/** WebAuthn by @simplewebauthn/server. A passkey is discoverable and proves the person (user verification). */
export const webauthn: PasskeyCeremony = {
  async registration(site, user) {
    const options = await generateRegistrationOptions({
      rpName: 'Quittance 清偿',
      rpID: site.host,
      userID: new TextEncoder().encode(user.id),
      userName: user.email,
      userDisplayName: user.name,
      attestationType: 'none',
      excludeCredentials: user.known.map((id) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return { challenge: options.challenge, options: { ...options } };
  },
  async signIn(site) {
    const options = await generateAuthenticationOptions({ rpID: site.host, userVerification: 'required' });
    return { challenge: options.challenge, options: { ...options } };
  },
  named(response) {
    const { id, response: inner } = (response ?? {}) as { id?: unknown; response?: { clientDataJSON?: unknown } };
    if (typeof id !== 'string' || typeof inner?.clientDataJSON !== 'string') return undefined;
    try {
      const { challenge } = JSON.parse(Buffer.from(inner.clientDataJSON, 'base64url').toString('utf8')) as { challenge?: unknown };
      return typeof challenge === 'string' ? { challenge, credentialId: id } : undefined;
    } catch {
      return undefined;
    }
  },
  async verifyRegistration(site, challenge, response) {
    const result = await attempt(() =>
      verifyRegistrationResponse({
        response: response as RegistrationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: site.origin,
        expectedRPID: site.host,
      }),
    );
    if (!result?.verified) return undefined;
    const { id, publicKey, counter, transports = [] } = result.registrationInfo.credential;
    return { credentialId: id, publicKey, counter, transports };
  },
  async verifySignIn(site, challenge, response, key) {
    const result = await attempt(() =>
      verifyAuthenticationResponse({
        response: response as AuthenticationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: site.origin,
        expectedRPID: site.host,
        credential: {
          id: key.credentialId,
          publicKey: new Uint8Array(key.publicKey),
          counter: key.counter,
          transports: key.transports as AuthenticatorTransport[],
        },
      }),
    );
    return result?.verified ? result.authenticationInfo.newCounter : undefined;
  },
};

/** The library throws for every answer that does not hold; to us that is one "no". */
async function attempt<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify();
  } catch {
    return undefined;
  }
}
