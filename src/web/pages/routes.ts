// The addresses of Muster's own pages, and the door before them.
import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from "fastify";
import { words } from "../../words/words.ts";
import { freezeRoutes } from "../freeze/routes.ts";
import { admit, type PageAccess } from "./access.ts";
import { deadLetterRoutes } from "./dead-letters.ts";
import type { Desk, PageOptions } from "./desk.ts";
import { sendDrills } from "./drills.ts";
import { freezePageRoutes } from "./freeze.ts";
import { sendFreezes } from "./freezes.ts";
import { incidentRoutes } from "./incident.ts";
import { sendIncidents } from "./incidents.ts";
import { type Frame, sendPage } from "./layout.ts";
import { postMortemRoutes } from "./post-mortem.ts";
import { renderProblem } from "./problem.ts";
import { readinessRoutes } from "./readiness.ts";
import { sendStart } from "./start.ts";
import { statusRoutes } from "./status-page.ts";
import { styleRoute } from "./style.ts";

export function pageRoutes(options: PageOptions): FastifyPluginCallback {
  const frame: Frame = { zone: options.ctx.shop.zone, isRehearsing: options.isRehearsing };
  const desk: Desk = { ...options, frame, send: (reply, page) => sendPage(reply, page, frame) };
  return (app, _, done) => {
    app.register(styleRoute());
    statusRoutes(app, options);
    freezeRoutes(app, options);
    app.register((pages: FastifyInstance, _options, next) => {
      pages.addHook("onRequest", (request, reply) => openDoor(options.access, request, reply));
      if (!options.isRehearsing) pages.get("/", (_request, reply) => sendStart(desk, reply));
      pages.get("/incidents", (_request, reply) => sendIncidents(desk, reply));
      pages.get("/drills", (_request, reply) => sendDrills(desk, reply));
      pages.get("/freezes", (_request, reply) => sendFreezes(desk, reply));
      incidentRoutes(pages, desk);
      freezePageRoutes(pages, desk);
      postMortemRoutes(pages, desk);
      deadLetterRoutes(pages, desk);
      readinessRoutes(pages, desk);
      next();
    });
    done();
  };
}

async function openDoor(
  access: PageAccess,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  switch (admit(access, request.headers)) {
    case "allowed":
      return undefined;
    case "wants-password":
      if (request.headers.authorization !== undefined) {
        request.log.warn({ remote: request.ip }, "wrong password for the pages");
      }
      reply.code(401).header("www-authenticate", 'Basic realm="Muster", charset="UTF-8"');
      return await renderProblem(reply, {
        title: words.webPage.closedTitle(),
        text: words.webPage.wrongPassword(),
      });
    case "closed":
      reply.code(403);
      return await renderProblem(reply, {
        title: words.webPage.closedTitle(),
        text: words.webPage.closed(),
      });
  }
}
