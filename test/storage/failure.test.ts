// Holds the explanations of a failed embedded server to what PostgreSQL really writes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { explainFailure } from "../../src/storage/embedded/failure.ts";

const cases: readonly (readonly [string, number, string, RegExp])[] = [
  [
    "a full disk",
    1,
    'FATAL:  could not extend file "base/1/2691": No space left on device\nHINT:  Check free disk space.\nPANIC:  cannot abort transaction 1, it was already committed',
    /The disk that holds \/data is full\. Free some space/,
  ],
  [
    "a folder of somebody else's",
    1,
    'FATAL:  data directory "/data/postgres-18" has wrong ownership\nHINT:  The server must be started by the user that owns the data directory.',
    /The user Muster runs as may not use \/data\. .*chown -R/,
  ],
  [
    "too little shared memory",
    1,
    'FATAL:  could not resize shared memory segment "/PostgreSQL.1234" to 8388608 bytes: No such file or directory',
    /too little memory/,
  ],
  [
    "a lost checkpoint",
    1,
    "LOG:  invalid checkpoint record\nPANIC:  could not locate a valid checkpoint record at 0/14E0D58",
    /The database in \/data is damaged/,
  ],
  [
    "another version's folder",
    1,
    "FATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version 17, which is not compatible with this version 18.4.",
    /was written by another PostgreSQL version/,
  ],
  [
    "a system without glibc",
    127,
    "sh: /app/bin/postgres: not found",
    /needs glibc; Alpine has musl\)\. Set DATABASE_URL/,
  ],
  [
    "a user without a name",
    1,
    "initdb: error: could not look up effective user ID 1234: user does not exist",
    /no name in \/etc\/passwd/,
  ],
  [
    "something new",
    1,
    "FATAL:  the moon is full",
    /Read its last lines below, or set DATABASE_URL/,
  ],
];

for (const [name, status, tail, expected] of cases) {
  test(`${name} is explained, with PostgreSQL's own words`, () => {
    const { message } = explainFailure("/data", status, tail);
    assert.match(message, expected);
    for (const line of tail.split("\n")) assert.ok(message.includes(`\n  ${line}`), message);
  });
}

test("a server that wrote nothing and was killed is told so", () => {
  assert.match(
    explainFailure("/data", null, "").message,
    /in \/data was killed\. .*\n.*\n\(it wrote nothing\)/,
  );
});
