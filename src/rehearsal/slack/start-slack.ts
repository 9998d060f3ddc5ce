// Builds the workspace and its server, and hands out the interface to both.
import { createFaultBook } from "./api/fault-book.ts";
import { createLimiter } from "./api/limiter.ts";
import { listen } from "./api/listen.ts";
import { createRoutes } from "./api/routes.ts";
import { createDeliver } from "./delivery/deliver.ts";
import { createEvents } from "./delivery/events.ts";
import { createSockets } from "./delivery/sockets.ts";
import { verifyUrl } from "./delivery/verify-url.ts";
import { createFaults } from "./faults.ts";
import type { ApiCall, Delivery } from "./log-types.ts";
import { createPerson } from "./people/person.ts";
import type { Person, Slack, SlackOptions } from "./types.ts";
import { createLook } from "./workspace/look.ts";
import { openWorkspace } from "./workspace/open-workspace.ts";

export async function startSlack(options: SlackOptions): Promise<Slack> {
  const calls: ApiCall[] = [];
  const deliveries: Delivery[] = [];
  const faults = createFaultBook();
  const ws = openWorkspace(options, {
    publish: (event) => events.publish(event),
    socketUrl: (origin) =>
      `${origin.replace("http", "ws")}/link/?ticket=${sockets.issueTicket()}&app_id=${options.app.appId}`,
  });
  const sockets = createSockets(ws);
  const requestClock = options.requestClock ?? { now: () => new Date() };
  const deliver = createDeliver(
    { ws, faults, sockets, requestClock, deliveries },
    options.deliverTo,
  );
  const events = createEvents(ws, deliver);
  const switchboard = createFaults(faults, sockets, () => listening.cutAll());
  const api = { ws, limiter: createLimiter(ws.time), faults, calls };
  const listening = await listen(
    options.host,
    options.port,
    createRoutes(api, sockets, switchboard),
  );
  ws.origin = listening.origin;

  const persons = new Map<string, Person>();
  return {
    apiUrl: `${listening.origin}/api/`,
    state: createLook(ws),
    faults: switchboard,
    calls,
    deliveries,
    as: (userId) => {
      const user = ws.users.get(userId);
      if (user === undefined || user.deleted || user.isBot) {
        throw new Error(
          `nobody can act as "${userId}"; there are ${[...ws.users.keys()].join(", ")}`,
        );
      }
      const person = persons.get(userId) ?? createPerson(ws, deliver, user);
      persons.set(userId, person);
      return person;
    },
    deliverTo: (url) => deliver.setUrl(url),
    verifyUrl: () => verifyUrl(deliver),
    onChange: (listener) => ws.store.onChange(listener),
    [Symbol.asyncDispose]: async () => {
      events[Symbol.dispose]();
      await sockets[Symbol.asyncDispose]();
      await listening[Symbol.asyncDispose]();
      ws.store[Symbol.dispose]();
    },
  };
}
