/** Four corners: show everything. */
export const FitSign = () => (
  <svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M1 4V1h3M8 1h3v3M11 8v3H8M4 11H1V8" />
  </svg>
);
