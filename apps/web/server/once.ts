import { useRef } from 'react';

/** A random key, also where the page is not a secure context (a server reached by plain HTTP in an office). */
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One idempotency key for one body: pressing twice files once, a changed form is a new request. */
export function useOnce(): (body: unknown) => string {
  const kept = useRef({ text: '', key: '' });
  return (body) => {
    const text = JSON.stringify(body);
    if (kept.current.text !== text) kept.current = { text, key: randomKey() };
    return kept.current.key;
  };
}
