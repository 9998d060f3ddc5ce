// What the pages are made with, and what each page's handler works with.
import type { FastifyReply } from "fastify";
import type { Incident } from "../../domain/incident.ts";
import type { Context } from "../../operations/context.ts";
import type { PageAccess } from "./access.ts";
import type { Frame, Page } from "./layout.ts";

export type PageOptions = {
  /** Whose actor stands for the pages: `{ type: "muster", via: "page" }`. */
  readonly ctx: Context;
  readonly access: PageAccess;
  /** `/` belongs to the rehearsal workspace then. */
  readonly isRehearsing: boolean;
  /** The draft as Markdown. */
  readonly writePostMortem: (incident: Incident) => Promise<string>;
};

/** What a page's handler works with. */
export type Desk = PageOptions & {
  readonly frame: Frame;
  readonly send: (reply: FastifyReply, page: Page) => Promise<FastifyReply>;
};
