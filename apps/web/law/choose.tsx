/** A labelled list of a few named choices. */
export function Choose<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly of: readonly T[];
  readonly word: (one: T) => string;
  readonly onChange: (one: T) => void;
}) {
  return (
    <label>
      <span className="label">{props.label}</span>
      <select
        className="box"
        value={props.value}
        onChange={(event) => {
          const found = props.of.find((one) => one === event.target.value);
          if (found !== undefined) props.onChange(found);
        }}
      >
        {props.of.map((one) => (
          <option key={one} value={one}>
            {props.word(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
