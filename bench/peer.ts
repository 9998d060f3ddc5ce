// What the machine can do at best: the same web framework and database driver with nothing of Muster between.
import process from "node:process";
import { fastify } from "fastify";
import { connect } from "../src/storage/connect.ts";

const sql = connect(process.argv[2] ?? "", { max: 16, name: "bench peer" });
const app = fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
app.post("/empty", async (_request, reply) => await reply.code(202).send({ accepted: true }));
app.post("/commit", async (request, reply) => {
  await sql`insert into bench_commits (body) values (${request.body as Uint8Array})`;
  return await reply.code(202).send({ accepted: true });
});
app.post("/commit-and-call", async (request, reply) => {
  await sql`insert into bench_commits (body) values (${request.body as Uint8Array})`;
  await fetch(`${process.argv[4]}api.test`, { method: "POST" });
  return await reply.code(202).send({ accepted: true });
});
await app.listen({ host: "127.0.0.1", port: Number(process.argv[3]) });
