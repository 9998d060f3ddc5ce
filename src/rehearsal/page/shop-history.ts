// Owns the last minutes of the shop's figures, for the charts of a page that opens later.
import type { Shop } from "../shop/types.ts";
import { takeGithubView } from "./github-view.ts";
import type { ShopMoment, ShopSituation } from "./wire.ts";

const keptMoments = 240;
const shownEvents = 8;
/** Every second tick of the shop: twice a second is what an eye follows. */
const ticksPerMoment = 2;

export type ShopHistory = Disposable & {
  moments(): readonly ShopMoment[];
  situation(): ShopSituation;
  onMoment(listener: (moment: ShopMoment) => void): () => void;
};

export function watchShop(shop: Shop, now: () => Date): ShopHistory {
  const listeners = new Set<(moment: ShopMoment) => void>();
  let moments: readonly ShopMoment[] = [];
  let ticks = 0;
  const stop = shop.onTick(() => {
    ticks += 1;
    if (ticks % ticksPerMoment !== 0) return;
    const moment = takeMoment(shop, now());
    moments = [...moments, moment].slice(-keptMoments);
    for (const listener of listeners) listener(moment);
  });
  return {
    moments: () => moments,
    situation: () => takeSituation(shop),
    onMoment: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [Symbol.dispose]: stop,
  };
}

function takeMoment(shop: Shop, now: Date): ShopMoment {
  return {
    at: now.getTime(),
    figures: shop.figures(),
    routes: shop.routes(),
    broken: shop.broken(),
    firing: shop.firing().map(({ alertname, since }) => ({ alertname, since: since.getTime() })),
  };
}

function takeSituation(shop: Shop): ShopSituation {
  const release = shop.release();
  const newest = shop.deployments().at(-1);
  const isUnderWay = newest && newest.state !== "success" && newest.state !== "failure";
  return {
    flags: Object.values(shop.flags.all()).map(({ name, description }) => ({
      name,
      description,
      ...shop.flags.read(name),
    })),
    release: release ? { tag: release.tag, title: release.title } : null,
    deploying: isUnderWay ? { ref: newest.ref, state: newest.state ?? "created" } : null,
    hindrances: shop.hindered(),
    events: shop.events().slice(-shownEvents).toReversed(),
    github: takeGithubView(shop),
  };
}
