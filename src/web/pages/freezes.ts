// The page that lists freezes: those open, how every repository stands, exceptions, and the last ones.
import type { FastifyReply } from "fastify";
import { boardOf, neverSeen } from "../../domain/freeze/standing.ts";
import { freezeBoard } from "../../operations/freezes/read-freeze-board.ts";
import { listLiveExceptions } from "../../storage/freeze-exceptions.ts";
import { listPastFreezes } from "../../storage/freezes.ts";
import { listFrozenRepositories } from "../../storage/frozen-repositories.ts";
import { listPeople } from "../../storage/people.ts";
import { words } from "../../words/words.ts";
import { html } from "../html.ts";
import type { Desk } from "./desk.ts";
import { createReader } from "./facts.ts";
import { exceptionTable } from "./freeze-exceptions.ts";
import { repositoryTable } from "./freeze-repositories.ts";
import { freezeTable } from "./freeze-table.ts";

const NEWEST = 50;

export async function sendFreezes(desk: Desk, reply: FastifyReply): Promise<FastifyReply> {
  const { freezePage: say } = words;
  const { db, shop, clock } = desk.ctx;
  const [board, past, known, exceptions, people] = await Promise.all([
    freezeBoard(desk.ctx),
    listPastFreezes(db, NEWEST),
    listFrozenRepositories(db),
    listLiveExceptions(db),
    listPeople(db),
  ]);
  const now = clock.now();
  const reader = createReader(people, shop.zone);
  const facts = { reader, now };
  const seen = new Map(known.map((each) => [each.repository.toLowerCase(), each]));
  const rows = shop.repositories.map(
    (repository) =>
      seen.get(repository.toLowerCase()) ??
      neverSeen(repository, { state: "open", since: now.toISOString() }),
  );
  const listed = new Set(shop.repositories.map((repository) => repository.toLowerCase()));
  const others = known.filter(({ repository }) => !listed.has(repository.toLowerCase()));
  const repositories = [...rows, ...others];
  // The token is nobody's to read on a page.
  const calendar =
    shop.freeze.tokens.length > 0
      ? say.calendarBy(`${shop.url}/freezes.ics?token=…`)
      : html`<a href="/freezes.ics">${say.calendar()}</a>`;
  const content = html`<h1>${say.freezes()}</h1>
<section><h2>${say.nowAndNext()}</h2>
${board.length > 0 ? freezeTable(board, facts) : html`<p>${say.noneOpen(shop.commands.freeze)}</p>`}
</section>
<section><h2>${say.repositories()}</h2>
${repositories.length > 0 ? repositoryTable(repositories, reader) : html`<p>${say.noRepositories()}</p>`}
</section>
<section><h2>${say.liveExceptions()}</h2>
${exceptions.length > 0 ? exceptionTable(exceptions, reader) : html`<p>${say.noLiveExceptions()}</p>`}
</section>
<section><h2>${say.past()}</h2>
${
  past.length > 0
    ? freezeTable(
        past.map((freeze) => boardOf(freeze, [])),
        facts,
      )
    : html`<p>${say.nonePast()}</p>`
}
</section>
<p class="soft">${calendar}</p>`;
  return await desk.send(reply, { title: say.freezes(), content, at: "freezes" });
}
