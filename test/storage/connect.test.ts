// Holds the reading of database addresses to its word, for those that no test server has.
import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, describeAddress } from "../../src/storage/connect.ts";

const options = { max: 1, name: "test" };

test("a socket is found in libpq's query form and in an encoded host", () => {
  for (const url of [
    "postgres:///incidents?host=/run/pg&port=5433&user=me",
    "postgres://me@%2Frun%2Fpg:5433/incidents",
  ]) {
    const { host, port, path, user, database } = connect(url, options).options as unknown as Record<
      string,
      unknown
    >;
    assert.deepEqual(
      { host, port, path, user, database },
      {
        host: ["/run/pg"],
        port: [5433],
        path: "/run/pg/.s.PGSQL.5433",
        user: "me",
        database: "incidents",
      },
    );
    assert.equal(describeAddress(url), "incidents on the socket /run/pg/.s.PGSQL.5433");
  }
});

test("what only libpq knows does not reach the server as a setting", () => {
  const url = "postgres://me:pw@db.example/incidents?sslmode=require&channel_binding=require";
  const { ssl, connection, host } = connect(url, options).options;
  assert.equal(ssl, "require");
  assert.deepEqual(host, ["db.example"]);
  assert.equal("channel_binding" in connection, false);
});

test("a password with signs in it is taken as it was meant, and never told", () => {
  const url = "postgres://me:p%40ss%2Fw@db.example:6432/incidents";
  assert.equal((connect(url, options).options as unknown as { pass: string }).pass, "p@ss/w");
  assert.equal(describeAddress(url), "incidents on db.example:6432");
});
