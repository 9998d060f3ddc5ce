// The messages of an exception, as it stands now: in the thread of its freeze, and to those who decide.
import { isPerson } from "../../domain/actor.ts";
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { findException } from "../../storage/freeze-exceptions.ts";
import { renderException } from "../blocks/exception-message.ts";
import { renderExceptionVote } from "../blocks/exception-vote.ts";
import { renderExceptionWhy } from "../blocks/exception-why.ts";
import type { Look } from "../blocks/look.ts";
import { readExceptionFacts } from "../read-exception.ts";
import { type Courier, readLook } from "./courier.ts";
import { findUser } from "./find-user.ts";
import type { Picture } from "./picture.ts";
import { findPlace, type Place } from "./places.ts";
import { Pointless } from "./slack-failure.ts";

async function readException({ ctx }: Courier, id: string): Promise<FreezeException> {
  const exception = await findException(ctx.db, id);
  if (!exception) throw new Pointless(`exception ${id} is gone`);
  return exception;
}

export async function drawException(courier: Courier, id: string): Promise<Picture> {
  const exception = await readException(courier, id);
  const { incident } = await readExceptionFacts(courier.ctx, exception);
  const look = await lookAt(courier, exception);
  return {
    place: await placeOf(courier, exception),
    drawn: renderException({ exception, incident }, look),
  };
}

/** In the thread of the freeze whose policy decides, as soon as that is announced. */
const placeOf = async (courier: Courier, { freezeId }: FreezeException): Promise<Place> =>
  await findPlace(courier, { in: "freeze-thread", freezeId });

export async function drawExceptionVote(courier: Courier, ref: string): Promise<Picture> {
  const [id = "", user = ""] = ref.split("/");
  const exception = await readException(courier, id);
  const reader = await findUser(courier, user);
  const facts = await readExceptionFacts(courier.ctx, exception);
  const look = await lookAt(courier, exception);
  return {
    place: { channel: reader, isDm: true },
    drawn: renderExceptionVote({ exception, ...facts, reader }, look),
    isPast: exception.state !== "asked",
  };
}

/** To whoever asked on GitHub, until somebody says why. */
export async function drawExceptionWhy(courier: Courier, ref: string): Promise<Picture> {
  const [id = "", user = ""] = ref.split("/");
  const exception = await readException(courier, id);
  const look = await lookAt(courier, exception);
  return {
    place: { channel: await findUser(courier, user), isDm: true },
    drawn: renderExceptionWhy(exception, look),
    isPast: exception.state !== "asked" || exception.reason !== "",
  };
}

async function lookAt(courier: Courier, exception: FreezeException): Promise<Look> {
  const { requestedBy, authorUser, settled, ballot, reason } = exception;
  const actors = [requestedBy, settled?.by].flatMap((actor) =>
    actor && isPerson(actor) ? [actor.user] : [],
  );
  const users = [...actors, authorUser, ...ballot.eligible];
  return await readLook(courier, users, [reason, settled?.why]);
}
