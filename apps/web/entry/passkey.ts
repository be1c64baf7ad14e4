import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { addPasskey, newPasskeyOptions } from '#contract/operations/people.ts';
import { passkeyOptions, signInByPasskey } from '#contract/operations/session.ts';
import { client } from '../server/client.ts';

/** The contract carries WebAuthn's own JSON as it is; its shape is the standard's (WebAuthn Level 3, 5.1.10). */
const standard = <T>(value: Record<string, unknown>): T => value as unknown as T;
const plain = (value: object): Record<string, unknown> => ({ ...value });

export async function signInWithPasskey() {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const options = await client.call(passkeyOptions, {});
  const response = await startAuthentication({ optionsJSON: standard<PublicKeyCredentialRequestOptionsJSON>(options) });
  return client.call(signInByPasskey, { body: { response: plain(response) } });
}

export async function makePasskey(label: string) {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const options = await client.call(newPasskeyOptions, {});
  const response = await startRegistration({ optionsJSON: standard<PublicKeyCredentialCreationOptionsJSON>(options) });
  return client.call(addPasskey, { body: { label, response: plain(response) } });
}
