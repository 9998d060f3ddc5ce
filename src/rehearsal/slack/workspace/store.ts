// Owns what the workspace remembers: tables in memory, every change appended to a journal before it is told.
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import type { Bookmark, Change, Channel, File, Message, Notification, OpenView } from "../types.ts";

export type ResponseUrl = {
  readonly id: string;
  readonly userId: string;
  readonly channelId: string;
  readonly created: number;
  readonly uses: number;
  /** The message the person clicked in, which the app may replace or delete. */
  readonly original?: {
    readonly ts: string;
    readonly isEphemeral: boolean;
    readonly threadTs?: string;
  };
};

export type StoredFile = File & {
  readonly content: string;
  readonly isComplete: boolean;
  readonly uploadKey: string;
  readonly isUploaded: boolean;
};

export type Tables = {
  channels: Channel;
  messages: Message;
  bookmarks: Bookmark;
  files: StoredFile;
  homes: OpenView;
  notifications: Notification;
  responseUrls: ResponseUrl;
};

type Row = { [T in keyof Tables]: readonly [T, string, string, Tables[T] | null] }[keyof Tables];

export type Store = Disposable & {
  /** Rows live in a partition (a channel, a person) of their table, in the order they were first put. */
  get<T extends keyof Tables>(table: T, partition: string, key: string): Tables[T] | undefined;
  rows<T extends keyof Tables>(table: T, partition: string): readonly Tables[T][];
  put<T extends keyof Tables>(table: T, partition: string, key: string, row: Tables[T]): void;
  remove(table: keyof Tables, partition: string, key: string): void;
  partitions(table: keyof Tables): readonly string[];
  tell(change: Change): void;
  onChange(listener: (change: Change) => void): () => void;
};

type Memory = Map<string, Map<string, Map<string, unknown>>>;

/** Lines beyond this many times the live rows are rewritten at start. */
const compactAbove = 4;

/**
 * @param report told of journal lines that could not be read
 */
export function openStore(journalFile: string | undefined, report: (line: string) => void): Store {
  const memory: Memory = new Map();
  const journal = journalFile === undefined ? undefined : replay(journalFile, memory, report);
  const listeners = new Set<(change: Change) => void>();
  let rows: Row[] = [];
  let changes: Change[] = [];
  let isFlushing = false;

  // One run of a method changes several rows: they are written as one line, so a kill keeps all or none.
  const flush = () => {
    isFlushing = false;
    const written = rows;
    const told = changes;
    rows = [];
    changes = [];
    if (journal !== undefined && written.length > 0) {
      writeSync(journal, `${JSON.stringify(written)}\n`);
    }
    for (const change of told) {
      for (const listener of listeners) {
        listener(change);
      }
    }
  };
  const later = () => {
    if (!isFlushing) {
      isFlushing = true;
      queueMicrotask(flush);
    }
  };
  return {
    get: <T extends keyof Tables>(table: T, partition: string, key: string) =>
      memory.get(table)?.get(partition)?.get(key) as Tables[T] | undefined,
    rows: <T extends keyof Tables>(table: T, partition: string) =>
      [...(memory.get(table)?.get(partition)?.values() ?? [])] as Tables[T][],
    put: (table, partition, key, row) => {
      apply(memory, [table, partition, key, row] as Row);
      rows.push([table, partition, key, row] as Row);
      later();
    },
    remove: (table, partition, key) => {
      apply(memory, [table, partition, key, null] as Row);
      rows.push([table, partition, key, null] as Row);
      later();
    },
    partitions: (table) => [...(memory.get(table)?.keys() ?? [])],
    tell: (change) => {
      changes.push(change);
      later();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [Symbol.dispose]: () => {
      flush();
      if (journal !== undefined) {
        closeSync(journal);
      }
    },
  };
}

function apply(memory: Memory, [table, partition, key, row]: Row): void {
  const partitions = memory.get(table) ?? new Map<string, Map<string, unknown>>();
  memory.set(table, partitions);
  const rows = partitions.get(partition) ?? new Map<string, unknown>();
  partitions.set(partition, rows);
  if (row === null) {
    rows.delete(key);
  } else {
    rows.set(key, row);
  }
}

function replay(file: string, memory: Memory, report: (line: string) => void): number {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const lines = text.split("\n").filter(Boolean);
  let isWhole = text === "" || text.endsWith("\n");
  for (const [index, line] of lines.entries()) {
    const rows = readLine(line);
    if (rows === undefined) {
      isWhole = false;
      report(`${file}:${index + 1}: not a journal line, left out: ${line.slice(0, 80)}`);
      continue;
    }
    for (const row of rows) {
      apply(memory, row);
    }
  }
  if (!isWhole || lines.length > 1000 + compactAbove * countRows(memory)) {
    compact(file, memory);
  }
  return openSync(file, "a");
}

/** A kill can leave half a line at the end; such a line was never answered. */
function readLine(line: string): Row[] | undefined {
  try {
    return JSON.parse(line) as Row[];
  } catch {
    return undefined;
  }
}

function countRows(memory: Memory): number {
  let count = 0;
  for (const partitions of memory.values()) {
    for (const rows of partitions.values()) {
      count += rows.size;
    }
  }
  return count;
}

function compact(file: string, memory: Memory): void {
  const lines: string[] = [];
  for (const [table, partitions] of memory) {
    for (const [partition, rows] of partitions) {
      for (const [key, row] of rows) {
        lines.push(JSON.stringify([[table, partition, key, row]]));
      }
    }
  }
  writeFileSync(`${file}.new`, lines.map((line) => `${line}\n`).join(""));
  renameSync(`${file}.new`, file);
}
