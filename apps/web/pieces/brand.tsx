/** The seal and the name. */
export function Brand() {
  return (
    <>
      <span className="seal" aria-hidden="true">
        清偿
      </span>
      <span>Quittance</span>
    </>
  );
}
