import { useId } from 'react';

/** A labelled list of a few named choices. */
export function Choose<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly of: readonly T[];
  readonly word: (one: T) => string;
  readonly onChange: (one: T) => void;
}) {
  const id = useId();
  return (
    <div>
      <label className="label" htmlFor={id}>
        {props.label}
      </label>
      <select
        id={id}
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
    </div>
  );
}
