// Owns the journal file: entries as JSON lines, appended at once, so that a kill loses nothing.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

export type Journal<Entry> = Disposable & {
  readonly entries: readonly Entry[];
  append(entry: Entry): void;
  /** Replaces the file's content with one entry that says it all. */
  compact(snapshot: Entry): void;
};

/** Reads what is there; a last line torn by a crash is dropped, any other damage is an error. */
export function openJournal<Entry>(file: string): Journal<Entry> {
  mkdirSync(dirname(file), { recursive: true });
  const entries = readEntries<Entry>(file);
  let descriptor = openSync(file, "a");
  return {
    entries,
    append: (entry) => {
      writeSync(descriptor, `${JSON.stringify(entry)}\n`);
    },
    compact: (snapshot) => {
      const next = openSync(`${file}.next`, "w");
      writeSync(next, `${JSON.stringify(snapshot)}\n`);
      fsyncSync(next);
      closeSync(next);
      renameSync(`${file}.next`, file);
      closeSync(descriptor);
      descriptor = openSync(file, "a");
    },
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}

function readEntries<Entry>(file: string): readonly Entry[] {
  const lines = readLines(file);
  return lines.flatMap((line, index) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as Entry];
    } catch (cause) {
      if (index === lines.length - 1) return [];
      const place = `${file}:${index + 1}`;
      throw new Error(`${place}: not a journal entry: ${line.slice(0, 80)}; remove the file`, {
        cause,
      });
    }
  });
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
