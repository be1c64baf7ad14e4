/** A record's values by dotted path without namespace: "Entity.LegalName", repeated elements in the order of the file. */
export type Fields = {
  readonly one: (path: string) => string;
  readonly all: (path: string) => readonly { readonly text: string; readonly type: string; readonly lang: string }[];
};

/** GLEIF's CSV numbers repeated elements from 1: "Entity.OtherEntityNames.OtherEntityName.1", ".1.type", ".1.xmllang". */
export function csvFields(row: (column: string) => string): Fields {
  return {
    one: row,
    all: (path) => {
      const found = [];
      for (let n = 1; n <= 40; n++) {
        const text = row(`${path}.${n}`);
        if (text === '') break;
        found.push({ text, type: row(`${path}.${n}.type`), lang: row(`${path}.${n}.xmllang`) });
      }
      return found;
    },
  };
}
